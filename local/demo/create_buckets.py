"""Creates the data buckets that a Quilt stack would have: python create_buckets.py BUCKET..."""

import sys

import boto3

if __name__ == "__main__":
    s3 = boto3.client("s3")
    for bucket in sys.argv[1:]:
        s3.create_bucket(Bucket=bucket)
        s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
