"""Sealed bytes in an S3-compatible store: every object a multipart upload."""

import hashlib
from contextlib import suppress
from typing import TYPE_CHECKING, Any, BinaryIO, Self, cast
from urllib.parse import parse_qs, urlsplit

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from zegel.lib.refusals import Refusal
from zegel.vault.errors import PartRefused, StorageFull, UploadIncomplete, UploadUnknown

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

CHUNK = 256 * 1024
_REFUSALS: dict[str, type[Refusal]] = {
    "NoSuchUpload": UploadUnknown,
    "InvalidPart": UploadIncomplete,
    "NoSuchKey": UploadIncomplete,
}


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
        # An upload that is gone was completed or aborted before; the object tells which.
        with suppress(UploadUnknown):
            self._call(
                self.client.complete_multipart_upload,
                Key=key,
                UploadId=upload,
                MultipartUpload={"Parts": parts},
            )
        return self._hash(key)

    def has_room(self, size: int) -> bool:
        """A bucket does not say; it refuses the part."""
        del size
        return True

    def discard(self, key: str, upload: str) -> None:
        """Abort the upload and delete the object."""
        with suppress(UploadUnknown):
            self._call(self.client.abort_multipart_upload, Key=key, UploadId=upload)
        self._call(self.client.delete_object, Key=key)

    def open(self, key: str) -> BinaryIO:
        """The object's bytes as they arrive from the store."""
        return cast("BinaryIO", self.client.get_object(Bucket=self.bucket, Key=key)["Body"])

    def _hash(self, key: str) -> str:
        digest = hashlib.sha256()
        with self._call(self.client.get_object, Key=key)["Body"] as body:
            while chunk := body.read(CHUNK):
                digest.update(chunk)
        return digest.hexdigest()

    def _call(self, verb: Any, **words: Any) -> Any:
        try:
            return verb(Bucket=self.bucket, **words)
        except ClientError as error:
            refusal = _REFUSALS.get(error.response["Error"]["Code"])
            if error.response.get("ResponseMetadata", {}).get("HTTPStatusCode") in {500, 503, 507}:
                refusal = StorageFull
            if refusal is None:
                raise
            raise refusal from error
        except BotoCoreError as error:
            raise StorageFull from error
