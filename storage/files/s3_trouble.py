"""What an S3-compatible store's refusals mean to the person who runs the bot.

Only error codes and our own words get into a sentence: the messages of servers and libraries
hold addresses, keys and, for a header that cannot be sent, credentials.
"""

from __future__ import annotations

import re
from typing import Literal

from botocore import exceptions as aws

from storage.files.port import Reason, StoreTrouble

Act = Literal["write", "read", "delete", "list files"]

_CODE = re.compile(r"[A-Za-z][A-Za-z0-9.]{1,60}")

_CREDENTIALS = {
    "InvalidAccessKeyId",
    "SignatureDoesNotMatch",
    "InvalidToken",
    "ExpiredToken",
    "TokenRefreshRequired",
    "InvalidSecurity",
    "NotSignedUp",
    "UnauthorizedAccess",
}
_CLOCK = {"RequestTimeTooSkewed", "RequestExpired"}
_BUCKET = {"NoSuchBucket", "InvalidBucketName"}
_REGION = {
    "PermanentRedirect",
    "AuthorizationHeaderMalformed",
    "IllegalLocationConstraintException",
}
_FORBIDDEN = {"AccessDenied", "AllAccessDisabled", "AccountProblem", "Forbidden"}
_FULL = {"QuotaExceeded", "InsufficientStorage", "XMinioStorageFull", "ServiceQuotaExceeded"}
_ENCRYPTION = {
    "InvalidEncryptionAlgorithmError",
    "InvalidEncryptionMethod",
    "KMSNotConfigured",
    "XMinioKMSNotConfigured",
    "ServerSideEncryptionConfigurationNotFoundError",
}
_NO_CREDENTIALS = (
    aws.NoCredentialsError,
    aws.PartialCredentialsError,
    aws.CredentialRetrievalError,
    aws.UnauthorizedSSOTokenError,
)
_NO_ANSWER = (
    aws.ConnectionError,
    aws.ConnectTimeoutError,
    aws.ReadTimeoutError,
    aws.ConnectionClosedError,
    aws.ResponseStreamingError,
    aws.IncompleteReadError,
)


def error_code(error: BaseException) -> str:
    """The store's own code ("NoSuchKey"), the HTTP status where it sent none, or our class."""
    if isinstance(error, aws.ClientError):
        code = str(error.response.get("Error", {}).get("Code", ""))
        return code if _CODE.fullmatch(code) else str(http_status(error))
    return type(error).__name__


def http_status(error: aws.ClientError) -> int:
    """0 when unknown."""
    return int(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))


def trouble(error: Exception, act: Act, bucket: str, host: str) -> StoreTrouble:
    """The sentence for `error`, which came up while doing `act` in `bucket` at `host`."""
    reason, sentence, retryable = _explain(error, act, bucket, host)
    return StoreTrouble(f"{sentence} ({error_code(error)})", reason, retryable=retryable)


def _explain(error: Exception, act: Act, bucket: str, host: str) -> tuple[Reason, str, bool]:
    if isinstance(error, aws.ClientError):
        return _explain_refusal(error, act, bucket, host)
    if isinstance(error, _NO_CREDENTIALS):
        return (
            "credentials",
            "No credentials for S3 were found: set the access and secret key.",
            False,
        )
    if isinstance(error, aws.SSLError):
        return (
            "unreachable",
            f"The certificate of the object store at {host} is not trusted.",
            False,
        )
    if isinstance(error, _NO_ANSWER):
        return "unreachable", f"The object store at {host} cannot be reached.", True
    if isinstance(error, (aws.NoRegionError, aws.InvalidRegionError)):
        return "settings", "The region of S3 is missing or not a region name.", False
    if isinstance(error, aws.ParamValidationError):
        return "bucket", "The name of the S3 bucket is not valid.", False
    if isinstance(error, (aws.HTTPClientError, UnicodeError)):
        return (
            "settings",
            "The S3 settings cannot be sent: look for stray characters in them.",
            False,
        )
    if isinstance(error, ValueError):
        return "settings", "The address of the object store (S3 endpoint) is not a URL.", False
    return "other", f"The object store at {host} could not do its work.", False


def _explain_refusal(
    error: aws.ClientError, act: Act, bucket: str, host: str
) -> tuple[Reason, str, bool]:
    code, status = error_code(error), http_status(error)
    if code in _CREDENTIALS or status == 401:
        return (
            "credentials",
            f"The object store at {host} does not accept the S3 credentials.",
            False,
        )
    if code in _CLOCK:
        sentence = f"The clocks of this machine and of {host} differ: set this one right."
        return "clock", sentence, False
    if code in _BUCKET:
        return "bucket", f"The S3 bucket {bucket} does not exist at {host}.", False
    if code in _REGION or status == 301:
        return "settings", f"The S3 bucket {bucket} is in another region: set the region.", False
    if code in _FULL or status == 507:
        return "full", f"The object store at {host} has no room left.", True
    if code in _ENCRYPTION or code.startswith("KMS.") or status == 501:
        sentence = f"The object store at {host} cannot do what S3_ENCRYPTION asks of it."
        return "settings", sentence, False
    if code in _FORBIDDEN or status == 403:
        sentence = f"The S3 credentials do not permit to {act} in the bucket {bucket}."
        return "permission", sentence, False
    if status in (408, 429) or status >= 500:
        return "unreachable", f"The object store at {host} is busy or out of order.", True
    return "other", f"The object store at {host} refused to {act} in the bucket {bucket}.", False
