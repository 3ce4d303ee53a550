# A small two-server deployment, with the addresses of the real one, for record-plans.sh.
variable "admin" {
  type      = string
  sensitive = true
}
variable "image" {
  type = string
}
variable "servers" {
  type    = number
  default = 3
}
variable "images_volume" {
  type    = number
  default = 100
}
locals {
  tags = { "qis-aws:environment" = "demo" }
}
module "network" {
  source = "./network"
  tags   = local.tags
}
module "firewall" {
  source = "./firewall"
  vpc_id = module.network.vpc_id
  tags   = local.tags
}
module "remote-state" {
  source = "./remote-state"
  tags   = local.tags
}
module "web-tier" {
  source  = "./web-tier"
  image   = var.image
  servers = var.servers
  subnets = module.network.subnets
  group   = module.firewall.internal
  tags    = local.tags
}
module "data-server" {
  source        = "./data-server"
  admin         = var.admin
  image         = var.image
  images_volume = var.images_volume
  subnet        = module.network.subnets[0]
  group         = module.firewall.internal
  tags          = local.tags
}
output "admin" {
  value     = var.admin
  sensitive = true
}
