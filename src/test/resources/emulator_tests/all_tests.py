"""Runs all tests; then, every rule was seen to refuse and, switched off, to let pass."""

import sys
import unittest
from pathlib import Path

import test_actions
import test_backup
import test_cloudfront
import test_ec2
import test_requests
import test_restore_testing
import test_rollouts
import test_services
import test_ssm
import test_vpc
from emulated import SEEN, switched

from qis_emulator import rules

DOCUMENT = Path(__file__).resolve().parents[3] / "docs/emulator.md"


class Rules(unittest.TestCase):
    def test_each_was_switched_off_once(self):
        self.assertEqual(set(rules.RULES), SEEN)

    def test_none_failed(self):
        self.assertEqual([], rules.FAILED)

    def test_the_document_has_each_with_its_source(self):
        lines = DOCUMENT.read_text(encoding="utf-8").splitlines()
        for rule in rules.RULES.values():
            operations = ", ".join(rule.operations)
            self.assertIn(f"| `{rule.name}` | {rule.service}: {operations} | `{rule.code}` | {rule.source} |", lines)

    def test_an_unknown_name_ends_the_program(self):
        for wrong in ("-no-such-rule", "fargate-size", "+"):
            with switched(wrong), self.assertRaises(SystemExit):
                rules.check_names()
        with switched("-web-acl-in-use, +fargate-size"):
            rules.check_names()


if __name__ == "__main__":
    suite = unittest.TestSuite()
    tests = (
        test_actions,
        test_backup,
        test_cloudfront,
        test_ec2,
        test_requests,
        test_restore_testing,
        test_rollouts,
        test_ssm,
        test_vpc,
        test_services,
    )
    for module in (*tests, sys.modules[__name__]):
        suite.addTests(unittest.defaultTestLoader.loadTestsFromModule(module))
    sys.exit(not unittest.TextTestRunner(verbosity=2).run(suite).wasSuccessful())
