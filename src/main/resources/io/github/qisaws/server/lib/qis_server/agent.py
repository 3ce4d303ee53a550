"""The CloudWatch agent: memory, disks and logs. Started last: the first password is out of the logs by then."""

import json
import os

from . import files

CONTROL = "/opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl"
CONFIGURATION = "/etc/qis/cloudwatch.json"
_LOGS = {
    "web": {"/opt/qis/logs/qis.log": "qis", "/var/log/qis/access.log": "access", "/var/log/qis/error.log": "error"},
    "database": {},
    "storage": {},
    "cache": {},
}


def apply(role, host):
    changed = files.write(CONFIGURATION, json.dumps(configuration(role), indent=1, sort_keys=True) + "\n")
    if os.path.exists(CONTROL):
        host.call("start", "amazon-cloudwatch-agent.service") if not changed else _load()


def configuration(role):
    disks = ["/"] + (["/opt/qis/images"] if "storage" in role.parts else []) + (
        ["/var/lib/qis/database"] if "database" in role.parts else [])
    measured = {
        "mem": {"measurement": ["mem_used_percent"]},
        "swap": {"measurement": ["swap_used_percent"]},
        "disk": {"measurement": ["used_percent", "inodes_free"], "resources": disks, "drop_device": True},
    }
    aggregated = [["InstanceId"]]
    if "QIS_WEB_GROUP" in role:
        # By name: to look up the group by itself the agent would need EC2's API, which a server may not reach nor ask.
        aggregated.append(["AutoScalingGroupName"])
        for each in measured.values():
            each["append_dimensions"] = {"AutoScalingGroupName": role["QIS_WEB_GROUP"]}
    document = {
        "agent": {"metrics_collection_interval": 60, "run_as_user": "root"},
        "metrics": {
            "namespace": "qis-aws",
            "append_dimensions": {"InstanceId": "${aws:InstanceId}"},
            "aggregation_dimensions": aggregated,
            "metrics_collected": measured,
        },
    }
    if "QIS_LOG_GROUP" in role:
        files_shipped = {path: name for part in role.parts for path, name in _LOGS[part].items()}
        collected = [
            {"file_path": path, "log_group_name": role["QIS_LOG_GROUP"], "log_stream_name": "{instance_id}/" + name,
             # A second line of defence: such a line is never shipped.
             "filters": [{"type": "exclude", "expression": "Created default admin user"}]}
            for path, name in sorted(files_shipped.items())
        ]
        if collected:
            document["logs"] = {"logs_collected": {"files": {"collect_list": collected}}}
    return document


def _load():
    import subprocess

    subprocess.run((CONTROL, "-a", "fetch-config", "-m", "ec2", "-s", "-c", "file:" + CONFIGURATION),
                   check=True, capture_output=True, stdin=subprocess.DEVNULL)
