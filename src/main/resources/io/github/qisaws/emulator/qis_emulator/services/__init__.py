"""One module for each AWS service. Each corrects what moto does differently from AWS, and has the rules of the service."""

from . import acm  # noqa: F401
from . import application_autoscaling  # noqa: F401
from . import autoscaling  # noqa: F401
from . import backup  # noqa: F401
from . import backup_jobs  # noqa: F401
from . import cloudfront  # noqa: F401
from . import ec2  # noqa: F401
from . import ecs  # noqa: F401
from . import efs  # noqa: F401
from . import elasticache  # noqa: F401
from . import elbv2  # noqa: F401
from . import iam  # noqa: F401
from . import rds  # noqa: F401
from . import resourcegroupstaggingapi  # noqa: F401
from . import restore_testing  # noqa: F401
from . import route53  # noqa: F401
from . import s3  # noqa: F401
from . import secretsmanager  # noqa: F401
from . import servicequotas  # noqa: F401
from . import ssm  # noqa: F401
from . import vpc  # noqa: F401
from . import wafv2  # noqa: F401
