"""Tests of the role's pure parts; run by ServerScriptsTest with the role's package on the path."""

import contextlib
import os
import tempfile
import unittest

from qis_server import agent, cache, problems, role_file, sizing

WEB = """
QIS_ROLE=web-server
QIS_REGION=eu-west-1
QIS_ENVIRONMENT=demo
QIS_DATABASE_HOST=data.demo.qis.internal
QIS_CACHE_SERVERS=data.demo.qis.internal:11211
QIS_IMAGES=nfs:data.demo.qis.internal:/
QIS_SECRET_ID=qis/demo
"""


def role(name, **keys):
    text = "QIS_ROLE=%s\n" % name + "".join("%s=%s\n" % item for item in keys.items())
    known = {line.split("=")[0] for line in text.splitlines()}
    return role_file.check(text + "".join(line + "\n" for line in WEB.split() if line.split("=")[0] not in known), "a test")


@contextlib.contextmanager
def control_group(limits):
    with tempfile.TemporaryDirectory() as group:
        for name, value in limits.items():
            path = os.path.join(group, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="ascii") as file:
                file.write(value + "\n")
        yield group


class SizingTest(unittest.TestCase):
    def test_a_database_of_one_gibibyte_has_the_originals_figures(self):
        figures = sizing.postgresql(role("database"), 1024)
        self.assertEqual((400, 700), (figures["shared_buffers"], figures["effective_cache_size"]))

    def test_buffers_end_at_one_gigabyte(self):
        self.assertEqual(1024, sizing.postgresql(role("database"), 65536)["shared_buffers"])

    def test_a_four_gibibyte_server_caches_two(self):
        self.assertEqual(2048, sizing.memcached_megabytes(role("data-server"), 4096))

    def test_parallel_queries_need_shared_memory(self):
        workers = [sizing.postgresql(role("database"), 1024, shared)["parallel_workers"] for shared in (64, 256)]
        self.assertEqual([0, 2], workers)

    def test_the_limits_of_a_container_count_in_both_versions_of_control_groups(self):
        cores = len(os.sched_getaffinity(0))
        for limits in ({"memory.max": "805306368", "cpu.max": "50000 100000"},
                       {"memory/memory.limit_in_bytes": "805306368", "cpu/cpu.cfs_quota_us": "50000", "cpu/cpu.cfs_period_us": "100000"}):
            with control_group(limits) as group:
                self.assertEqual((768, 1), (sizing.memory(role("database"), group), sizing.cores(group)))
        for limits in ({}, {"memory.max": "max", "cpu.max": "max 100000"},
                       {"memory/memory.limit_in_bytes": "9223372036854771712", "cpu/cpu.cfs_quota_us": "-1", "cpu/cpu.cfs_period_us": "100000"}):
            with control_group(limits) as group:
                self.assertGreater(sizing.memory(role("database"), group), 768)
                self.assertEqual(cores, sizing.cores(group))

    def test_all_workers_serve_port_80_and_services_here_take_a_core_each(self):
        self.assertEqual(8, sizing.processes(role("web-server"), 8, 32768))
        self.assertEqual(6, sizing.processes(role("full-server"), 8, 32768))
        self.assertEqual(2, sizing.processes(role("web-server"), 2, 4096))

    def test_memory_limits_processes(self):
        self.assertEqual(1, sizing.processes(role("web-server"), 8, 1000))

    def test_apache_has_four_workers_for_each_thread_of_qis(self):
        figures = sizing.apache(role("web-server", QIS_PROCESSES=2, QIS_THREADS=15), 2, 4096)
        self.assertEqual((5, 125), (figures["server_limit"], figures["max_request_workers"]))

    def test_the_whole_fleet_stays_below_max_connections(self):
        for servers in range(1, 12):
            for count in (1, 2, 4):
                fleet = role("web-server", QIS_WEB_SERVERS=servers, QIS_MAX_CONNECTIONS=400)
                pool = sizing.pool_size(fleet, count)
                if pool > 1:
                    self.assertLessEqual(servers * sizing.worst_case_connections(pool, count), 400 - 10)


class RoleFileTest(unittest.TestCase):
    def refused(self, text):
        with self.assertRaises(problems.Problem) as caught:
            role_file.check(text, "a test")
        return str(caught.exception)

    def test_every_mistake_is_told_at_once(self):
        told = self.refused("QIS_ROLE=webserver\nQIS_COLOUR=red\nQIS_THREADS=many\nQIS_REGION=eu-west-1")
        for part in ("line 1: QIS_ROLE", "line 2: 'QIS_COLOUR'", "line 3: QIS_THREADS", "QIS_ENVIRONMENT is missing"):
            self.assertIn(part, told)

    def test_the_whole_world_is_no_client(self):
        self.assertIn("whole world", self.refused(WEB + "QIS_CLIENT_CIDRS=0.0.0.0/0\n"))

    def test_a_key_given_twice_is_a_mistake(self):
        self.assertIn("given twice", self.refused(WEB + "QIS_REGION=eu-west-1\n"))

    def test_an_app_with_cache_must_name_the_list_that_all_share(self):
        text = WEB.replace("web-server", "app-with-cache").replace("QIS_CACHE_SERVERS=data.demo.qis.internal:11211\n", "")
        self.assertIn("QIS_CACHE_SERVERS is missing", self.refused(text))

    def test_plain_http_is_only_for_a_full_server_with_its_secret_in_a_file(self):
        common = "QIS_REGION=eu-west-1\nQIS_ENVIRONMENT=local\nQIS_PLAIN_HTTP=true\n"
        full = common + "QIS_ROLE=full-server\n"
        self.assertIn("unencrypted", self.refused(full + "QIS_SECRET_ID=qis/demo\n"))
        self.assertIn("name one place", self.refused(full + "QIS_SECRET_ID=qis/demo\nQIS_SECRET_FILE=/secret\n"))
        self.assertIn("only role 'full-server'", self.refused(common + WEB.replace("QIS_REGION=eu-west-1\nQIS_ENVIRONMENT=demo\n", "")
                                                               + "QIS_SECRET_FILE=/secret\n"))
        self.assertIn("wrong form", self.refused(full.replace("true", "false") + "QIS_SECRET_FILE=/secret\n"))
        local = role_file.check(full + "QIS_SECRET_FILE=/secret\n", "a test")
        self.assertEqual("0", local["QIS_PROXY_SERVERS"])
        with self.assertRaises(problems.Problem) as caught:
            role_file.require_aws(local)
        self.assertIn("QIS_PLAIN_HTTP is only for a container outside AWS", str(caught.exception))

    def test_a_full_server_needs_no_addresses(self):
        text = "QIS_ROLE=full-server\nQIS_REGION=eu-west-1\nQIS_ENVIRONMENT=demo\nQIS_SECRET_ID=qis/demo\n"
        self.assertEqual("127.0.0.1", role_file.check(text, "a test")["QIS_DATABASE_HOST"])


class CacheTest(unittest.TestCase):
    def test_half_of_the_nodes_are_enough_and_a_single_one_is_not_needed(self):
        self.assertEqual([0, 1, 2, 2, 3], [cache.enough(count) for count in range(1, 6)])


class AgentTest(unittest.TestCase):
    def test_logs_are_shipped_without_the_first_password(self):
        document = agent.configuration(role("web-server", QIS_LOG_GROUP="/qis/demo"))
        for collected in document["logs"]["logs_collected"]["files"]["collect_list"]:
            self.assertEqual([{"type": "exclude", "expression": "Created default admin user"}], collected["filters"])

    def test_memory_and_disks_are_summed_up_by_the_groups_name_without_asking_ec2(self):
        metrics = agent.configuration(role("web-server", QIS_WEB_GROUP="qis-web-demo"))["metrics"]
        self.assertEqual([["InstanceId"], ["AutoScalingGroupName"]], metrics["aggregation_dimensions"])
        self.assertEqual({"InstanceId": "${aws:InstanceId}"}, metrics["append_dimensions"])
        for each in metrics["metrics_collected"].values():
            self.assertEqual({"AutoScalingGroupName": "qis-web-demo"}, each["append_dimensions"])
        self.assertEqual([["InstanceId"]], agent.configuration(role("data-server"))["metrics"]["aggregation_dimensions"])


if __name__ == "__main__":
    unittest.main()
