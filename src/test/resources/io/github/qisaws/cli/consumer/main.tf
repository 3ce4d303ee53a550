# A project of somebody else that uses three of the modules by themselves, in plain HCL.
terraform {
  required_version = ">= 1.10.0"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100.0, < 7.0.0"
    }
  }
}

provider "aws" {
  region = "eu-west-1"
}

variable "target_type" {
  default = "instance"
}

variable "zones" {
  type    = list(string)
  default = ["eu-west-1a", "eu-west-1c"]
}

module "network" {
  source      = "../modules/network"
  environment = "theirs"
  zones       = var.zones
  nat         = "none"
  endpoints   = []
}

module "firewall" {
  source      = "../modules/firewall"
  environment = "theirs"
  vpc_id      = module.network.vpc_id
}

module "load_balancer" {
  source              = "../modules/load-balancer"
  environment         = "theirs"
  vpc_id              = module.network.vpc_id
  subnet_ids          = module.network.public_subnet_ids
  security_group_ids  = module.firewall.load_balancer_group_ids
  http                = "forward"
  certificate_source  = "none"
  deletion_protection = false
  target_type         = var.target_type
}

output "url" {
  value = module.load_balancer.url
}
