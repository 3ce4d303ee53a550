# What the cache promises; no AWS account needed.

mock_provider "aws" {
  mock_resource "aws_elasticache_cluster" {
    defaults = {
      cache_nodes = [
        { id = "0001", address = "qis-cache-demo.0001.euw1.cache.amazonaws.com", port = 11211, availability_zone = "eu-west-1a", outpost_arn = "" },
        { id = "0002", address = "qis-cache-demo.0002.euw1.cache.amazonaws.com", port = 11211, availability_zone = "eu-west-1b", outpost_arn = "" },
      ]
    }
  }
}

variables {
  environment        = "demo"
  tags               = { "qis-aws:environment" = "demo", "qis-aws:component" = "cache" }
  subnet_ids         = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
  security_group_ids = ["sg-0123456789abcdef0"]
}

run "web_servers_get_the_nodes_in_their_order" {
  command = apply

  assert {
    condition     = output.servers == "qis-cache-demo.0001.euw1.cache.amazonaws.com:11211,qis-cache-demo.0002.euw1.cache.amazonaws.com:11211"
    error_message = "The form that the role file takes, nodes and not the discovery endpoint."
  }
}

run "nodes_are_spread_over_the_zones" {
  command = plan

  assert {
    condition     = aws_elasticache_cluster.this.engine == "memcached" && aws_elasticache_cluster.this.num_cache_nodes == 2 && aws_elasticache_cluster.this.az_mode == "cross-az"
    error_message = "Two nodes in two zones."
  }
}

run "a_single_node_is_in_one_zone" {
  command = plan

  variables {
    nodes = 1
  }
  assert {
    condition     = aws_elasticache_cluster.this.az_mode == "single-az"
    error_message = "AWS refuses one node across zones."
  }
}

run "a_removed_node_does_not_wait_for_the_maintenance_window" {
  command = plan

  assert {
    condition     = aws_elasticache_cluster.this.apply_immediately
    error_message = "Deferred, each plan would repeat the change."
  }
}
