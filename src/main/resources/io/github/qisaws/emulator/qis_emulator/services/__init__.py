"""One module for each AWS service. Each corrects what moto does differently from AWS."""

from . import application_autoscaling  # noqa: F401
from . import autoscaling  # noqa: F401
from . import backup  # noqa: F401
from . import ec2  # noqa: F401
from . import ecs  # noqa: F401
from . import efs  # noqa: F401
from . import elasticache  # noqa: F401
from . import iam  # noqa: F401
from . import rds  # noqa: F401
from . import route53  # noqa: F401
from . import s3  # noqa: F401
