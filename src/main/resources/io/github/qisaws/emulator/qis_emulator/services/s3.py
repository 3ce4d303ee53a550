"""S3."""

import xml.etree.ElementTree as ElementTree

from moto.s3.responses import S3Response

put_bucket = S3Response._bucket_response_put


def put_bucket_with_tags(self, request, bucket_name, querystring):
    """moto ignores the tags in the request that creates a bucket, which AWS provider 6.x sends."""
    answer = put_bucket(self, request, bucket_name, querystring)
    if b"<CreateBucketConfiguration" in self.body and b"<Tags>" in self.body:
        tags = ElementTree.fromstring(self.body).findall("{*}Tags/{*}Tag")
        self.backend.put_bucket_tagging(bucket_name, {tag.findtext("{*}Key"): tag.findtext("{*}Value") for tag in tags})
    return answer


S3Response._bucket_response_put = put_bucket_with_tags
