"""Certificates that are imported anew.

moto forgets their tags. ACM keeps them: it takes none with a certificate that is there already
(`Tags` of ImportCertificate in botocore's model).
"""

from moto.acm.models import AWSCertificateManagerBackend

put = AWSCertificateManagerBackend.import_certificate


def imported(backend, certificate, private_key, chain, arn, tags):
    before = backend._certificates.get(arn)
    name = put(backend, certificate, private_key, chain, arn, tags)
    if before is not None:
        backend._certificates[name].tags = before.tags
    return name


def mend():
    AWSCertificateManagerBackend.import_certificate = imported
