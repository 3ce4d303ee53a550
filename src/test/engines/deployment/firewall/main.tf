variable "tags" { type = map(string) }
variable "vpc_id" { type = string }
variable "ssh_from" {
  type    = set(string)
  default = []
}
resource "aws_security_group" "internal" {
  name        = "qis-internal-sg-demo"
  description = "Servers"
  vpc_id      = var.vpc_id
  tags        = var.tags
}
resource "aws_vpc_security_group_ingress_rule" "database" {
  security_group_id = aws_security_group.internal.id
  description       = "PostgreSQL from the servers"
  ip_protocol       = "tcp"
  from_port         = 5432
  to_port           = 5432
  cidr_ipv4         = "192.168.0.0/16"
}
resource "aws_vpc_security_group_ingress_rule" "ssh" {
  for_each          = var.ssh_from
  security_group_id = aws_security_group.internal.id
  description       = "SSH"
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
  cidr_ipv4         = each.key
}
output "internal" { value = aws_security_group.internal.id }
