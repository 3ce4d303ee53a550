# Why the original's ECS task could not work, reason by reason, and what each option does; no AWS account needed.

mock_provider "aws" {
  # The real provider refuses random text here.
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/qis" }
  }
  mock_resource "aws_ecs_cluster" {
    defaults = { arn = "arn:aws:ecs:eu-west-1:123456789012:cluster/qis-demo" }
  }
  mock_resource "aws_ecs_task_definition" {
    defaults = { arn = "arn:aws:ecs:eu-west-1:123456789012:task-definition/qis-demo:1" }
  }
}

variables {
  environment        = "demo"
  launch_type        = "EC2"
  cluster_arn        = "arn:aws:ecs:eu-west-1:123456789012:cluster/qis-demo"
  image              = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/qis-aws/demo:1.0.0-1"
  subnet_ids         = ["subnet-0123456789abcdef0"]
  security_group_ids = ["sg-0123456789abcdef0"]
  target_group_arn   = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/qis-demo/0123456789abcdef"
  secret_arn         = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:qis-aws/demo-AbCdEf"
  host_paths         = { database = "/data/database/tree", images = "/data/images/tree" }
  file_system        = {}
  role_settings      = { QIS_PUBLIC_HOST_NAME = "images.example.com", QIS_PROXY_SERVERS = "1", QIS_MAX_CONNECTIONS = "200" }
}

# Before any run that applies: how many tasks there are is the load's business from then on.
run "on_fargate_the_service_follows_the_load" {
  command = plan

  variables {
    launch_type = "FARGATE"
    cluster_arn = ""
    host_paths  = {}
    file_system = { id = "fs-0123456789abcdef0", access_point = "fsap-0123456789abcdef0" }
    scaling     = { minimum = 3, maximum = 9, cpu_target = 55 }
  }
  assert {
    condition     = aws_appautoscaling_target.this[0].min_capacity == 3 && aws_appautoscaling_target.this[0].max_capacity == 9 && aws_appautoscaling_target.this[0].resource_id == "service/qis-fargate-demo/qis-demo"
    error_message = "Between the bounds."
  }
  assert {
    condition     = one(aws_appautoscaling_policy.cpu[0].target_tracking_scaling_policy_configuration).target_value == 55
    error_message = "At the target."
  }
  assert {
    condition     = aws_ecs_service.this.desired_count == 3
    error_message = "From the minimum on."
  }
}

run "reason_01_numbers_are_numbers_and_switches_are_booleans" {
  command = plan

  assert {
    condition = alltrue([
      for container in local.containers :
      jsonencode(container.cpu) == tostring(container.cpu) && jsonencode(container.memory) == tostring(container.memory) && contains(["true", "false"], jsonencode(container.essential))
    ])
    error_message = "Quoted, the API refuses them."
  }
  assert {
    condition = alltrue([
      for container in local.containers : alltrue([
        for port in container.portMappings : jsonencode(port.containerPort) == "80"
      ])
    ])
    error_message = "Ports are numbers too."
  }
}

run "reason_02_one_image_with_a_version_for_all_roles" {
  command = plan

  assert {
    condition     = toset(local.containers[*].image) == toset(["123456789012.dkr.ecr.eu-west-1.amazonaws.com/qis-aws/demo:1.0.0-1"])
    error_message = "All containers are of the given image."
  }
}

run "reason_02_an_image_without_a_version_is_refused" {
  command = plan

  variables {
    image = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/qis-aws/demo"
  }
  expect_failures = [var.image]
}

run "reason_02_latest_is_no_version" {
  command = plan

  variables {
    image = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/qis-aws/demo:latest"
  }
  expect_failures = [var.image]
}

run "reason_03_and_04_each_role_gets_exactly_the_names_that_the_image_knows" {
  command = plan

  # As src/docs/servers.md lists them; an unknown one would stop the container, a missing one too.
  assert {
    condition = { for container in local.containers : container.name => { for entry in container.environment : entry.name => entry.value } } == {
      database = {
        QIS_ENVIRONMENT     = "demo"
        QIS_MAX_CONNECTIONS = "200"
        QIS_REGION          = "eu-west-1"
        QIS_ROLE            = "database"
        QIS_SECRET_ID       = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:qis-aws/demo-AbCdEf"
      }
      cache = {
        QIS_CACHE_MEGABYTES = "576"
        QIS_ENVIRONMENT     = "demo"
        QIS_REGION          = "eu-west-1"
        QIS_ROLE            = "cache"
        QIS_SECRET_ID       = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:qis-aws/demo-AbCdEf"
      }
      web = {
        QIS_CACHE_SERVERS    = "127.0.0.1:11211"
        QIS_DATABASE_HOST    = "127.0.0.1"
        QIS_ENVIRONMENT      = "demo"
        QIS_IMAGES           = "local"
        QIS_MAX_CONNECTIONS  = "200"
        QIS_PROXY_SERVERS    = "1"
        QIS_PUBLIC_HOST_NAME = "images.example.com"
        QIS_REGION           = "eu-west-1"
        QIS_ROLE             = "web-server"
        QIS_SECRET_ID        = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:qis-aws/demo-AbCdEf"
      }
    }
    error_message = "Exactly these."
  }
}

run "reason_05_and_06_containers_find_each_other_in_the_tasks_own_network_without_links" {
  command = plan

  assert {
    condition     = aws_ecs_task_definition.this.network_mode == "awsvpc"
    error_message = "Links need the bridge, which Fargate lacks."
  }
  assert {
    condition     = alltrue([for container in local.containers : !can(container.links)])
    error_message = "No links."
  }
}

run "reason_07_and_08_there_are_no_data_containers" {
  command = plan

  assert {
    condition     = toset(local.containers[*].name) == toset(["cache", "database", "web"])
    error_message = "Data is on volumes, not in containers."
  }
  assert {
    condition     = alltrue([for container in local.containers : container.volumesFrom == [] && !can(container.command)])
    error_message = "Nothing is taken from another container, and the image's own entry point runs."
  }
  assert {
    condition     = alltrue([for container in local.containers : container.memory >= 512])
    error_message = "Memory that can be relied on."
  }
}

run "reason_09_data_is_mounted_from_volumes_that_outlive_the_task" {
  command = plan

  assert {
    condition = { for volume in aws_ecs_task_definition.this.volume : volume.name => volume.host_path if contains(["database", "images"], volume.name) } == {
      database = "/data/database/tree"
      images   = "/data/images/tree"
    }
    error_message = "The host's volumes."
  }
  assert {
    condition     = alltrue([for volume in aws_ecs_task_definition.this.volume : length(volume.docker_volume_configuration) == 0])
    error_message = "No volume that the engine makes for the task."
  }
  assert {
    condition = {
      for container in local.containers : container.name => [
        for mount in container.mountPoints : mount.containerPath if contains(["database", "images"], mount.sourceVolume)
      ]
    } == { cache = [], database = ["/var/lib/qis/database"], web = ["/opt/qis/images"] }
    error_message = "Declared and mounted, each by the container that writes it alone."
  }
  assert {
    condition     = one(aws_ecs_service.this.placement_constraints).expression == "attribute:qis.volumes == mounted"
    error_message = "A task must not start where the volumes are not: it would write beside them."
  }
}

run "reason_10_no_container_outlives_another" {
  command = plan

  assert {
    condition     = alltrue(local.containers[*].essential)
    error_message = "Each is essential: without the database the task ends and is started again."
  }
}

run "reason_11_the_web_server_waits_for_health_not_for_time" {
  command = plan

  assert {
    condition     = alltrue([for container in local.containers : slice(container.healthCheck.command, 0, 3) == ["CMD", "/usr/local/bin/qis-health", "--quiet"]])
    error_message = "Each asks itself."
  }
  assert {
    condition = one([for container in local.containers : container.dependsOn if container.name == "web"]) == [
      { condition = "HEALTHY", containerName = "cache" },
      { condition = "HEALTHY", containerName = "database" },
    ]
    error_message = "Database and cache first."
  }
  assert {
    condition     = one([for container in local.containers : container.healthCheck.command[3] if container.name == "web"]) == "--shallow"
    error_message = "An outage of the database must not end web servers."
  }
}

run "reason_12_fits_a_host_of_4_gib_and_takes_no_port_of_it" {
  command = plan

  assert {
    condition     = sum(local.containers[*].memory) == tonumber(aws_ecs_task_definition.this.memory) && sum(local.containers[*].memory) <= 3400
    error_message = "ECS offers tasks some 3.7 of 4 GiB."
  }
  assert {
    condition     = sum(local.containers[*].cpu) <= 1024
    error_message = "And the processor."
  }
  assert {
    condition     = aws_ecs_task_definition.this.network_mode == "awsvpc"
    error_message = "Ports are those of the task's own address."
  }
}

run "reason_12_the_database_may_share_half_of_its_memory" {
  command = plan

  assert {
    condition = { for container in local.containers : container.name => try(container.linuxParameters.sharedMemorySize, 0) } == {
      database = 384
      cache    = 0
      web      = 0
    }
    error_message = "With the engine's 64 MB, parallel queries fail."
  }
}

run "reason_12_fargate_gets_no_size_of_shared_memory_which_it_refuses" {
  command = plan

  variables {
    launch_type = "FARGATE"
    cluster_arn = ""
    host_paths  = {}
    file_system = { id = "fs-0123456789abcdef0", access_point = "fsap-0123456789abcdef0" }
  }
  assert {
    condition     = alltrue([for container in local.containers : !can(container.linuxParameters.sharedMemorySize)])
    error_message = "There, no container has a database."
  }
}

run "reason_13_no_password_is_in_the_task" {
  command = apply

  assert {
    condition     = !can(regex("(?i)pass(word)?[\"=:]", aws_ecs_task_definition.this.container_definitions))
    error_message = "The secret is named, not given."
  }
  assert {
    condition = flatten(jsondecode(aws_iam_role_policy.secret.policy).Statement[*].Action) == [
      "secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue",
    ]
    error_message = "Read by the task's role; the database's container puts the first value, so it is the same at each start."
  }
  assert {
    condition     = toset(flatten(jsondecode(aws_iam_role_policy.secret.policy).Statement[*].Resource)) == toset([var.secret_arn])
    error_message = "This one secret alone."
  }
}

run "reason_13_logs_are_kept_outside_the_task" {
  command = plan

  variables {
    log_days = 90
  }
  assert {
    condition = alltrue([
      for container in local.containers :
      container.logConfiguration.logDriver == "awslogs" && container.logConfiguration.options["awslogs-group"] == "/qis-aws/demo/containers" && container.logConfiguration.options["awslogs-stream-prefix"] == container.name
    ])
    error_message = "To CloudWatch, by container."
  }
  assert {
    condition     = aws_cloudwatch_log_group.this.retention_in_days == 90
    error_message = "With an end."
  }
}

run "reason_13_roles_and_load_balancer" {
  command = apply

  assert {
    condition     = jsondecode(aws_iam_role.task.assume_role_policy).Statement[0].Principal.Service == "ecs-tasks.amazonaws.com" && jsondecode(aws_iam_role.execution.assume_role_policy).Statement[0].Principal.Service == "ecs-tasks.amazonaws.com"
    error_message = "One role for ECS, one for the containers."
  }
  assert {
    condition     = one(aws_ecs_service.this.load_balancer).container_name == "web" && one(aws_ecs_service.this.load_balancer).container_port == 80 && one(aws_ecs_service.this.load_balancer).target_group_arn == var.target_group_arn
    error_message = "The load balancer leads to the web server."
  }
  assert {
    condition     = contains(flatten([for container in local.containers : container.environment[*].name]), "QIS_PROXY_SERVERS")
    error_message = "QIS is told of the proxy."
  }
}

run "containers_are_read_only_but_where_they_must_write" {
  command = plan

  assert {
    condition     = alltrue([for container in local.containers : container.readonlyRootFilesystem && !container.privileged && contains(container.linuxParameters.capabilities.drop, "NET_RAW")])
    error_message = "Read-only, unprivileged."
  }
  assert {
    condition = alltrue([
      for container in local.containers :
      length(setsubtract(["/etc/qis", "/opt/qis/conf", "/opt/qis/logs", "/run", "/tmp", "/var/lib/qis", "/var/log/qis"], container.mountPoints[*].containerPath)) == 0
    ])
    error_message = "What qis-container writes."
  }
  assert {
    condition     = length(distinct(flatten([for container in local.containers : container.mountPoints[*].sourceVolume]))) == length(aws_ecs_task_definition.this.volume) && length(aws_ecs_task_definition.this.volume) == 23
    error_message = "Seven of its own for each container, and the two of data."
  }
}

run "on_a_host_a_new_version_stops_the_old_task_first_and_never_runs_beside_it" {
  command = plan

  assert {
    condition     = aws_ecs_service.this.desired_count == 1 && aws_ecs_service.this.deployment_maximum_percent == 100 && aws_ecs_service.this.deployment_minimum_healthy_percent == 0
    error_message = "Two databases must never write the same files."
  }
  assert {
    condition     = length(aws_appautoscaling_target.this) == 0
    error_message = "Nor is it scaled."
  }
  assert {
    condition     = length(aws_ecs_cluster.this) == 0 && aws_ecs_service.this.cluster == var.cluster_arn
    error_message = "In the host's cluster."
  }
}

run "a_version_that_does_not_become_healthy_is_taken_back" {
  command = plan

  assert {
    condition     = one(aws_ecs_service.this.deployment_circuit_breaker).enable && one(aws_ecs_service.this.deployment_circuit_breaker).rollback
    error_message = "The circuit breaker goes back."
  }
  assert {
    condition     = aws_ecs_task_definition.this.skip_destroy
    error_message = "ECS cannot go back to a revision that was deregistered."
  }
  assert {
    condition     = aws_ecs_service.this.wait_for_steady_state
    error_message = "An apply ends when the new version runs."
  }
}

run "on_fargate_the_task_keeps_nothing_itself" {
  command = apply

  variables {
    launch_type       = "FARGATE"
    cluster_arn       = ""
    host_paths        = {}
    file_system       = { id = "fs-0123456789abcdef0", access_point = "fsap-0123456789abcdef0" }
    master_secret_arn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:rds!db-0123"
    role_settings     = { QIS_DATABASE_HOST = "db.example.com", QIS_CACHE_SERVERS = "cache.example.com:11211" }
  }
  assert {
    condition     = local.containers[*].name == ["web"] && tonumber(aws_ecs_task_definition.this.memory) == local.containers[0].memory
    error_message = "Web servers alone; database and cache are services of AWS."
  }
  assert {
    condition = alltrue([
      for volume in aws_ecs_task_definition.this.volume :
      length(volume.efs_volume_configuration) == (volume.name == "images" ? 1 : 0) && !contains(["database"], volume.name)
    ])
    error_message = "The images alone are on EFS, and no database is."
  }
  assert {
    condition = alltrue([
      for volume in aws_ecs_task_definition.this.volume : alltrue([
        for system in volume.efs_volume_configuration :
        system.transit_encryption == "ENABLED" && system.file_system_id == "fs-0123456789abcdef0" && system.authorization_config[0].access_point_id == "fsap-0123456789abcdef0" && system.authorization_config[0].iam == "ENABLED"
      ])
    ])
    error_message = "By TLS and the access point."
  }
  assert {
    condition = {
      for entry in local.containers[0].environment : entry.name => entry.value if !contains(["QIS_REGION", "QIS_ENVIRONMENT", "QIS_SECRET_ID", "QIS_ROLE"], entry.name)
      } == {
      QIS_DATABASE_HOST             = "db.example.com"
      QIS_CACHE_SERVERS             = "cache.example.com:11211"
      QIS_IMAGES                    = "local"
      QIS_DATABASE_MASTER_SECRET_ID = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:rds!db-0123"
    }
    error_message = "The web server finds the services."
  }
  assert {
    condition     = aws_ecs_service.this.deployment_maximum_percent == 200 && aws_ecs_service.this.deployment_minimum_healthy_percent == 100
    error_message = "New before old."
  }
  assert {
    condition = { for statement in jsondecode(aws_iam_role_policy.secret.policy).Statement : join(",", statement.Action) => one(statement.Resource)... } == {
      "secretsmanager:GetSecretValue" = [var.secret_arn, var.master_secret_arn]
      "secretsmanager:PutSecretValue" = [var.secret_arn]
    }
    error_message = "The first task makes role and databases."
  }
}

run "on_fargate_tasks_are_scaled_by_cpu_and_by_requests" {
  command = plan

  variables {
    launch_type       = "FARGATE"
    cluster_arn       = ""
    host_paths        = {}
    file_system       = { id = "fs-0123456789abcdef0", access_point = "fsap-0123456789abcdef0" }
    scaling           = { request_target = 900 }
    load_balancer_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/qis-lb-demo/fedcba9876543210"
  }
  assert {
    condition     = aws_appautoscaling_policy.cpu[0].target_tracking_scaling_policy_configuration[0].target_value == 60
    error_message = "The CPU still counts."
  }
  assert {
    condition     = aws_appautoscaling_policy.requests[0].target_tracking_scaling_policy_configuration[0].target_value == 900
    error_message = "The requests of each task too."
  }
  assert {
    condition     = endswith(aws_appautoscaling_policy.requests[0].target_tracking_scaling_policy_configuration[0].predefined_metric_specification[0].resource_label, "app/qis-lb-demo/fedcba9876543210/${split(":", var.target_group_arn)[5]}")
    error_message = "Those of this target group at this load balancer."
  }
}

run "on_fargate_images_in_the_task_are_refused" {
  command = plan

  variables {
    launch_type = "FARGATE"
    cluster_arn = ""
    host_paths  = {}
    file_system = {}
  }
  expect_failures = [var.file_system]
}

run "a_public_address_is_fargates_alone" {
  command = plan

  variables {
    public_address = true
  }
  expect_failures = [aws_ecs_service.this]
}

run "no_shell_unless_asked_for" {
  command = plan

  assert {
    condition     = !aws_ecs_service.this.enable_execute_command && length(aws_iam_role_policy.shell) == 0
    error_message = "ECS Exec is off."
  }
  assert {
    condition     = length([for path in flatten(local.containers[*].mountPoints[*].containerPath) : path if strcontains(path, "agents") || strcontains(path, "amazon")]) == 0
    error_message = "Nor is there more to write."
  }
}

run "a_shell_when_asked_for" {
  command = plan

  variables {
    shell = true
  }
  assert {
    condition     = aws_ecs_service.this.enable_execute_command && length(aws_iam_role_policy.shell) == 1
    error_message = "ECS Exec is on, and the task may talk to it."
  }
  assert {
    condition = alltrue([
      for container in local.containers :
      container.readonlyRootFilesystem && length(setsubtract(["/managed-agents", "/var/lib/amazon/ssm"], container.mountPoints[*].containerPath)) == 0
    ])
    error_message = "Its agent writes, and the root stays read-only."
  }
  assert {
    condition     = !contains(flatten(local.containers[*].mountPoints[*].containerPath), "/var/log/amazon/ssm")
    error_message = "A host's agent of ECS mounts this itself: Docker refuses it twice."
  }
  assert {
    condition     = toset(flatten(local.containers[*].mountPoints[*].sourceVolume)) == toset(aws_ecs_task_definition.this.volume[*].name)
    error_message = "Each mounted volume is declared."
  }
}

run "on_fargate_a_shell_has_its_logs_too" {
  command = plan

  variables {
    launch_type = "FARGATE"
    cluster_arn = ""
    host_paths  = {}
    file_system = { id = "fs-0123456789abcdef0", access_point = "fsap-0123456789abcdef0" }
    shell       = true
  }
  assert {
    condition     = length(setsubtract(["/managed-agents", "/var/lib/amazon/ssm", "/var/log/amazon/ssm"], local.containers[0].mountPoints[*].containerPath)) == 0
    error_message = "All that its agent writes."
  }
}

run "every_resource_can_be_found_by_its_tags" {
  command = plan

  assert {
    condition = alltrue([
      for address, tags in {
        "aws_ecs_service.this"          = aws_ecs_service.this.tags
        "aws_ecs_task_definition.this"  = aws_ecs_task_definition.this.tags
        "aws_iam_role.task"             = aws_iam_role.task.tags
        "aws_cloudwatch_log_group.this" = aws_cloudwatch_log_group.this.tags
      } : tags["qis-aws:resource"] == address
    ])
    error_message = "Tags must lead back to the address."
  }
}
