"""Commands on servers: they run for real where a test has a machine."""

import os
import tempfile
import time
from pathlib import Path

from emulated import EmulatedTest

from qis_emulator.services import ssm

WAITING = ("Pending", "InProgress", "Delayed")


class Commands(EmulatedTest):
    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        os.environ[ssm.VARIABLE] = folder.name
        self.addCleanup(os.environ.pop, ssm.VARIABLE)
        self.server = self.instance()

    def machine(self, name, text="exec sh"):
        program = self.folder / name
        program.write_text(f"#!/bin/sh\n{text}\n")
        program.chmod(0o755)

    def sent(self, *lines, seconds="60", delivery=30):
        made = self.aws("ssm").send_command(
            DocumentName="AWS-RunShellScript",
            InstanceIds=[self.server],
            TimeoutSeconds=delivery,
            Parameters={"commands": lines, "executionTimeout": [seconds]},
        )
        return made["Command"]["CommandId"]

    def invocation(self, command):
        return self.aws("ssm").get_command_invocation(CommandId=command, InstanceId=self.server)

    def ended(self, command):
        for _ in range(200):
            found = self.invocation(command)
            if found["Status"] not in WAITING:
                return found
            time.sleep(0.05)
        self.fail(found)

    def test_the_script_runs_on_the_machine_of_the_server(self):
        self.machine("default", "exit 9")
        self.machine(self.server)
        found = self.ended(self.sent("cd /", "pwd", "echo wrong >&2"))
        self.assertEqual(("Success", 0), (found["Status"], found["ResponseCode"]))
        self.assertEqual(("/\n", "wrong\n"), (found["StandardOutputContent"], found["StandardErrorContent"]))

    def test_other_servers_do_not_get_the_command(self):
        other = self.instance()
        self.machine("default")
        command = self.sent("true")
        self.answers_with("InvocationDoesNotExist", self.aws("ssm").get_command_invocation, CommandId=command, InstanceId=other)

    def test_an_exit_code_is_a_failure(self):
        self.machine("default")
        found = self.ended(self.sent("echo so far", "exit 7"))
        self.assertEqual(("Failed", 7, "so far\n"), (found["Status"], found["ResponseCode"], found["StandardOutputContent"]))

    def test_the_outputs_are_cut(self):
        self.machine("default", "head -c 30000 /dev/zero | tr '\\0' a | tee /dev/stderr; cat >/dev/null")
        found = self.ended(self.sent("true"))
        self.assertEqual("a" * 24_000, found["StandardOutputContent"])
        self.assertEqual("a" * 8_000, found["StandardErrorContent"])

    def test_a_running_command_has_no_output_and_times_out(self):
        self.machine("default")
        command = self.sent("echo early", "sleep 60", seconds="1")
        found = self.invocation(command)
        self.assertIn(found["Status"], ("Pending", "InProgress"))
        self.assertEqual((-1, ""), (found["ResponseCode"], found["StandardOutputContent"]))
        found = self.ended(command)
        self.assertEqual(("TimedOut", "Execution Timed Out", 137), (found["Status"], found["StatusDetails"], found["ResponseCode"]))

    def test_a_server_without_a_machine_answers_as_moto_does(self):
        self.assertEqual("Success", self.invocation(self.sent("exit 1"))["Status"])

    def test_a_stopped_server_gets_no_command(self):
        self.machine("default", f"touch {self.folder}/ran")
        self.aws("ec2").stop_instances(InstanceIds=[self.server])
        command = self.sent("true", delivery=30)
        time.sleep(0.2)
        self.assertEqual("Delayed", self.invocation(command)["Status"])
        told = {}
        ssm.undelivered(told, 0)
        self.assertEqual(("TimedOut", "Delivery Timed Out"), (told["Status"], told["StatusDetails"]))
        self.assertFalse((self.folder / "ran").exists())

    def test_unknown_and_terminated_servers_are_refused(self):
        send = self.aws("ssm").send_command
        wanted = {"DocumentName": "AWS-RunShellScript", "Parameters": {"commands": ["true"]}}
        self.answers_with("InvalidInstanceId", send, InstanceIds=["i-0123456789abcdef0"], **wanted)
        self.aws("ec2").terminate_instances(InstanceIds=[self.server])
        self.refused("command-server", "InvalidInstanceId", send, InstanceIds=[self.server], **wanted)
