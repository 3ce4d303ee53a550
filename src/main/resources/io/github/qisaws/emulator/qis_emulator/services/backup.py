"""AWS Backup."""

import json
import uuid
from urllib.parse import unquote

from moto.backup.exceptions import ResourceNotFoundException
from moto.backup.responses import BackupResponse


def list_backup_tags(self):
    """moto expects a slash after the ARN, which current clients do not send."""
    arn = unquote(self.path.split("/tags/")[1]).rstrip("/")
    return json.dumps({"Tags": self.backup_backend.list_tags(resource_arn=arn)})


BackupResponse.list_tags = list_backup_tags


class Selection:
    """Backup selections, which moto lacks."""

    def __init__(self, plan, body):
        self.id = str(uuid.uuid4())
        self.plan = plan
        self.body = body


def selections(response):
    return vars(response.backup_backend).setdefault("selections", {})


def create_selection(self):
    one = Selection(self.path.split("/")[3], json.loads(self.body)["BackupSelection"])
    selections(self)[one.id] = one
    return json.dumps({"SelectionId": one.id, "BackupPlanId": one.plan, "CreationDate": 0})


def get_selection(self):
    one = selections(self).get(self.path.rstrip("/").split("/")[-1])
    if one is None:
        raise ResourceNotFoundException("Cannot find the backup selection")
    return json.dumps({"SelectionId": one.id, "BackupPlanId": one.plan, "BackupSelection": one.body, "CreationDate": 0})


def list_selections(self):
    plan = self.path.split("?")[0].split("/")[3]
    found = [one for one in selections(self).values() if one.plan == plan]
    summaries = [
        {"SelectionId": one.id, "SelectionName": one.body["SelectionName"], "BackupPlanId": one.plan} for one in found
    ]
    return json.dumps({"BackupSelectionsList": summaries})


def delete_selection(self):
    selections(self).pop(self.path.rstrip("/").split("/")[-1], None)
    return json.dumps({})


BackupResponse.create_backup_selection = create_selection
BackupResponse.get_backup_selection = get_selection
BackupResponse.list_backup_selections = list_selections
BackupResponse.delete_backup_selection = delete_selection
