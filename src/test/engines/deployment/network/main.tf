variable "tags" { type = map(string) }
resource "aws_vpc" "this" {
  cidr_block = "192.168.0.0/16"
  tags       = merge(var.tags, { Name = "qis-vpc-demo" })
}
resource "aws_subnet" "public" {
  for_each          = { eu-west-1a = "192.168.0.0/20", eu-west-1b = "192.168.16.0/20" }
  vpc_id            = aws_vpc.this.id
  availability_zone = each.key
  cidr_block        = each.value
  tags              = var.tags
}
output "vpc_id" { value = aws_vpc.this.id }
output "subnets" { value = [for subnet in aws_subnet.public : subnet.id] }
