"""Runs all tests; then, every rule was seen to refuse and, switched off, to let pass."""

import sys
import unittest

import test_ec2
import test_requests
import test_services
import test_vpc
from emulated import SEEN, switched

from qis_emulator import rules


class Rules(unittest.TestCase):
    def test_each_was_switched_off_once(self):
        self.assertEqual(set(rules.RULES), SEEN)

    def test_none_failed(self):
        self.assertEqual([], rules.FAILED)

    def test_each_has_a_source(self):
        self.assertEqual([], [rule.name for rule in rules.RULES.values() if not rule.source])

    def test_an_unknown_name_ends_the_program(self):
        for wrong in ("-no-such-rule", "fargate-size", "+"):
            with switched(wrong), self.assertRaises(SystemExit):
                rules.check_names()
        with switched("-web-acl-in-use, +fargate-size"):
            rules.check_names()


if __name__ == "__main__":
    suite = unittest.TestSuite()
    for module in (test_ec2, test_requests, test_vpc, test_services, sys.modules[__name__]):
        suite.addTests(unittest.defaultTestLoader.loadTestsFromModule(module))
    sys.exit(not unittest.TextTestRunner(verbosity=2).run(suite).wasSuccessful())
