"""Sealed bytes in an S3-compatible store: every object a multipart upload."""

import hashlib
from typing import TYPE_CHECKING, Any, BinaryIO, Self, cast
from urllib.parse import parse_qs, urlsplit

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from zegel.vault.errors import PartRefused, StorageFull

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

CHUNK = 256 * 1024


class S3Storage:
    """One bucket. Credentials come from the address or, better, from the surroundings as boto3 finds them."""

    def __init__(self, client: "S3Client", bucket: str) -> None:
        self.client = client
        self.bucket = bucket

    @classmethod
    def from_address(cls, address: str) -> Self:
        """`s3://KEY:SECRET@bucket?endpoint=https://host&region=name`; all but the bucket may be left out."""
        parts = urlsplit(address)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        client = boto3.client(
            "s3",
            endpoint_url=query.get("endpoint"),
            region_name=query.get("region", "eu-central-1"),
            aws_access_key_id=parts.username,
            aws_secret_access_key=parts.password,
            config=Config(
                retries={"max_attempts": 3, "mode": "standard"},
                connect_timeout=5,
                s3={"addressing_style": "path"},
            ),
        )
        return cls(client, parts.hostname or "")

    def begin(self, key: str, size: int) -> str:
        """Start a multipart upload; its id is the upload's name."""
        del size
        return cast("str", self._call(self.client.create_multipart_upload, Key=key)["UploadId"])

    def put_part(self, key: str, upload: str, number: int, source: BinaryIO, size: int) -> str:
        """Hand the part on. At most one part (5 MiB) is in memory: S3 signs and retries whole bodies."""
        body = source.read(size)
        if len(body) != size:
            raise PartRefused(number=number)
        answer = self._call(self.client.upload_part, Key=key, UploadId=upload, PartNumber=number, Body=body)
        return cast("str", answer["ETag"])

    def finish(self, key: str, upload: str, tags: list[str]) -> str:
        """Complete the upload and hash by reading it back: what the store really has, not what was sent to it.

        When it was completed before (a lost answer), the object is there already.
        """
        parts = [{"PartNumber": number, "ETag": tag} for number, tag in enumerate(tags, 1)]
        try:
            self._call(
                self.client.complete_multipart_upload,
                Key=key,
                UploadId=upload,
                MultipartUpload={"Parts": parts},
            )
        except ClientError as error:
            if error.response["Error"]["Code"] != "NoSuchUpload":
                raise
        return self._hash(key)

    def discard(self, key: str, upload: str) -> None:
        """Abort the upload and delete the object."""
        try:
            self.client.abort_multipart_upload(Bucket=self.bucket, Key=key, UploadId=upload)
        except ClientError:
            self.client.delete_object(Bucket=self.bucket, Key=key)

    def open(self, key: str) -> BinaryIO:
        """The object's bytes as they arrive from the store."""
        return cast("BinaryIO", self.client.get_object(Bucket=self.bucket, Key=key)["Body"])

    def _hash(self, key: str) -> str:
        digest = hashlib.sha256()
        with self.open(key) as body:
            while chunk := body.read(CHUNK):
                digest.update(chunk)
        return digest.hexdigest()

    def _call(self, verb: Any, **words: Any) -> Any:
        try:
            return verb(Bucket=self.bucket, **words)
        except ClientError as error:
            if error.response.get("ResponseMetadata", {}).get("HTTPStatusCode") in {500, 503, 507}:
                raise StorageFull from error
            raise
        except BotoCoreError as error:
            raise StorageFull from error
