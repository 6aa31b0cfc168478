"""A real S3 server for tests: SeaweedFS from its wheel, on this machine only, telling nobody."""

import subprocess
import sys
import time
from pathlib import Path

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from zegel.console.ports import free_ports

BUCKET = "zegel-test"


def _make_bucket(client) -> None:
    """Make the bucket, or find the one an earlier try made before its first object failed."""
    try:
        client.create_bucket(Bucket=BUCKET)
    except ClientError as error:
        if not error.response["Error"]["Code"].startswith("BucketAlready"):
            raise


class Seaweed:
    """One server in one folder, stopped by `stop`."""

    def __init__(self, folder: Path) -> None:
        master, master_rpc, volume, volume_rpc, filer, filer_rpc, s3, s3_rpc = free_ports(8)
        folder.mkdir(parents=True, exist_ok=True)
        self.log = (folder.with_suffix(".log")).open("wb")
        self.endpoint = f"http://127.0.0.1:{s3}"
        self.process = subprocess.Popen(
            [
                str(Path(sys.executable).parent / "weed"), "server", f"-dir={folder}", "-ip=127.0.0.1",
                "-ip.bind=127.0.0.1", f"-master.port={master}", f"-master.port.grpc={master_rpc}",
                "-master.telemetry=false", "-master.volumeSizeLimitMB=64", "-volume.max=20",
                "-volume.preStopSeconds=0", f"-volume.port={volume}", f"-volume.port.grpc={volume_rpc}",
                f"-filer.port={filer}", f"-filer.port.grpc={filer_rpc}", f"-filer.localSocket={folder}/filer.sock",
                "-s3", f"-s3.port={s3}", f"-s3.port.grpc={s3_rpc}", "-s3.port.iceberg=0", "-s3.port.lance=0", "-iam=false",
            ],
            stdout=self.log, stderr=self.log, start_new_session=True,
        )  # fmt: skip
        try:
            self._wait()
        except BaseException:
            self.stop()
            raise

    @property
    def address(self) -> str:
        """What ZEGEL_STORAGE says to use it."""
        return f"s3://key:secret@{BUCKET}?endpoint={self.endpoint}&region=local"

    def client(self):
        """A client of our own, to look behind the product's back."""
        return boto3.client(
            "s3", endpoint_url=self.endpoint, region_name="local", aws_access_key_id="key",
            aws_secret_access_key="secret",
            config=Config(retries={"max_attempts": 0}, connect_timeout=2, s3={"addressing_style": "path"}),
        )  # fmt: skip

    def _wait(self) -> None:
        deadline = time.monotonic() + 60
        client = self.client()
        while True:
            try:
                _make_bucket(client)
                # A bucket is not a volume yet; the first object makes one.
                client.put_object(Bucket=BUCKET, Key="probe", Body=b"probe")
                client.delete_object(Bucket=BUCKET, Key="probe")
                break
            except (BotoCoreError, ClientError) as error:
                if time.monotonic() > deadline or self.process.poll() is not None:
                    raise RuntimeError(Path(self.log.name).read_text(errors="replace")[-2000:]) from error
                time.sleep(0.2)
        client.close()

    def stop(self) -> None:
        """End it at once; nothing in it is worth keeping."""
        self.process.kill()
        self.process.wait()
        self.log.close()
