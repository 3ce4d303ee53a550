variable "tags" { type = map(string) }
variable "image" { type = string }
variable "subnet" { type = string }
variable "group" { type = string }
variable "images_volume" { type = number }
variable "admin" {
  type      = string
  sensitive = true
}
resource "aws_kms_key" "data" {
  description             = "QIS demo data"
  enable_key_rotation     = true
  deletion_window_in_days = 30
}
resource "aws_ebs_volume" "database" {
  availability_zone = "eu-west-1a"
  size              = 20
  type              = "gp3"
  encrypted         = true
  kms_key_id        = aws_kms_key.data.arn
  tags              = var.tags
}
resource "aws_ebs_volume" "images" {
  availability_zone = "eu-west-1a"
  size              = var.images_volume
  type              = "gp3"
  encrypted         = true
  kms_key_id        = aws_kms_key.data.arn
  tags              = var.tags
}
resource "aws_instance" "data" {
  ami                    = var.image
  instance_type          = "t3.medium"
  subnet_id              = var.subnet
  vpc_security_group_ids = [var.group]
  tags                   = var.tags
}
resource "aws_volume_attachment" "database" {
  device_name = "/dev/sdf"
  instance_id = aws_instance.data.id
  volume_id   = aws_ebs_volume.database.id
}
resource "aws_secretsmanager_secret" "site" {
  name = "qis-demo"
  tags = var.tags
}
resource "aws_ssm_parameter" "admin" {
  name  = "/qis-demo/admin"
  type  = "SecureString"
  value = var.admin
}
resource "aws_ssm_parameter" "copy" {
  name  = "/qis-demo/database-url"
  type  = "String"
  value = "postgresql+psycopg2://qis:hunter2-planted@data.demo.qis.internal:5432/qis-mgmt"
}
