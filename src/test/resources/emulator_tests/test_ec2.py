import unittest

from emulated import EmulatedTest


class Instances(EmulatedTest):
    def test_the_architecture_of_the_image_is_that_of_the_type(self):
        arm = self.image("arm64")
        run = self.aws("ec2").run_instances
        wanted = {"ImageId": arm, "MinCount": 1, "MaxCount": 1}
        run(InstanceType="t4g.small", **wanted)
        self.refused("image-architecture", "InvalidParameterValue", run, InstanceType="t3.small", **wanted)

    def test_the_architecture_is_also_that_of_a_launch_template(self):
        template = {"ImageId": self.image("arm64"), "InstanceType": "t3.small"}
        self.aws("ec2").create_launch_template(LaunchTemplateName="web", LaunchTemplateData=template)
        self.refused(
            "image-architecture",
            "InvalidParameterValue",
            self.aws("ec2").run_instances,
            LaunchTemplate={"LaunchTemplateName": "web"},
            MinCount=1,
            MaxCount=1,
        )

    def test_the_root_volume_is_no_smaller_than_the_image(self):
        def root(size):
            return [{"DeviceName": "/dev/sda1", "Ebs": {"VolumeSize": size}}]

        wanted = {"ImageId": self.image(root=30), "InstanceType": "t3.small", "MinCount": 1, "MaxCount": 1}
        run = self.aws("ec2").run_instances
        run(BlockDeviceMappings=root(30), **wanted)
        self.refused("root-volume-size", "InvalidBlockDeviceMapping", run, BlockDeviceMappings=root(29), **wanted)

    def test_a_zone_offers_the_instance_type(self):
        self.region = "us-east-1"
        _, (here, elsewhere) = self.network("ae")
        wanted = {"ImageId": self.image(), "InstanceType": "t3.micro", "MinCount": 1, "MaxCount": 1}
        run = self.aws("ec2").run_instances
        run(SubnetId=here, **wanted)
        self.refused("instance-type-in-zone", "Unsupported", run, SubnetId=elsewhere, **wanted)

    def test_a_private_address_is_given_once(self):
        _, (subnet,) = self.network("a")
        self.instance(SubnetId=subnet, PrivateIpAddress="10.0.0.10")
        wanted = {"ImageId": self.image(), "InstanceType": "t3.small", "MinCount": 1, "MaxCount": 1}
        run = self.aws("ec2").run_instances
        run(SubnetId=subnet, PrivateIpAddress="10.0.0.11", **wanted)
        self.refused(
            "private-address-in-use",
            "InvalidIPAddress.InUse",
            run,
            instead="NotInEmulator",  # moto fails
            SubnetId=subnet,
            PrivateIpAddress="10.0.0.10",
            **wanted,
        )

    def test_termination_protection_holds(self):
        server = self.instance(DisableApiTermination=True)
        ec2 = self.aws("ec2")
        self.answers_with("OperationNotPermitted", ec2.terminate_instances, InstanceIds=[server])
        ec2.modify_instance_attribute(InstanceId=server, DisableApiTermination={"Value": False})
        ec2.terminate_instances(InstanceIds=[server])


class Volumes(EmulatedTest):
    def test_a_gp3_volume_has_a_throughput_that_can_be_sent_again(self):
        ec2 = self.aws("ec2")
        volume = ec2.create_volume(AvailabilityZone="eu-west-1a", Size=8, VolumeType="gp3")["VolumeId"]
        self.assertEqual(ec2.describe_volumes(VolumeIds=[volume])["Volumes"][0]["Throughput"], 125)
        ec2.modify_volume(VolumeId=volume, Throughput=125)

    def volume(self, zone="a", size=10):
        return self.aws("ec2").create_volume(AvailabilityZone=self.region + zone, Size=size)["VolumeId"]

    def test_a_volume_never_shrinks(self):
        volume = self.volume(size=10)
        modify = self.aws("ec2").modify_volume
        modify(VolumeId=volume, Size=11)
        self.refused("volume-shrinks", "InvalidParameterValue", modify, VolumeId=volume, Size=10)

    def test_a_volume_is_attached_in_its_zone(self):
        server = self.instance(Placement={"AvailabilityZone": "eu-west-1a"})
        attach = self.aws("ec2").attach_volume
        attach(VolumeId=self.volume("a"), InstanceId=server, Device="/dev/sdf")
        self.refused(
            "volume-zone",
            "InvalidVolume.ZoneMismatch",
            attach,
            VolumeId=self.volume("b"),
            InstanceId=server,
            Device="/dev/sdg",
        )

    def test_a_volume_is_attached_once(self):
        place = {"AvailabilityZone": "eu-west-1a"}
        volume, ec2 = self.volume("a"), self.aws("ec2")
        ec2.attach_volume(VolumeId=volume, InstanceId=self.instance(Placement=place), Device="/dev/sdf")
        self.refused(
            "volume-in-use",
            "VolumeInUse",
            ec2.attach_volume,
            VolumeId=volume,
            InstanceId=self.instance(Placement=place),
            Device="/dev/sdf",
        )
        self.answers_with("VolumeInUse", ec2.delete_volume, VolumeId=volume)


if __name__ == "__main__":
    unittest.main()
