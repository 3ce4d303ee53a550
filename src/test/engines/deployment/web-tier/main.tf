variable "tags" { type = map(string) }
variable "image" { type = string }
variable "servers" { type = number }
variable "subnets" { type = list(string) }
variable "group" { type = string }
resource "aws_instance" "web" {
  count                  = 1
  ami                    = var.image
  instance_type          = "t3.small"
  subnet_id              = var.subnets[0]
  vpc_security_group_ids = [var.group]
  tags                   = var.tags
}
resource "aws_launch_template" "web" {
  name                   = "qis-web-demo"
  image_id               = var.image
  instance_type          = "t3.small"
  vpc_security_group_ids = [var.group]
}
resource "aws_autoscaling_group" "web" {
  name                = "qis-web-demo"
  min_size            = 0
  max_size            = var.servers
  vpc_zone_identifier = var.subnets
  launch_template {
    id      = aws_launch_template.web.id
    version = aws_launch_template.web.latest_version
  }
}
