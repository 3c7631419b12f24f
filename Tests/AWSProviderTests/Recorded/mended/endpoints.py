"""Endpoints of networks and NAT gateways.

moto takes no notice of their client tokens; EC2 answers a request that it has carried out by its
token as it did the first time. moto gives an endpoint private names where nothing is said; EC2
those of interfaces alone (`PrivateDnsEnabled` of CreateVpcEndpoint in botocore's model).
"""

from moto.ec2.models.vpcs import VPCEndPoint
from moto.ec2.responses import nat_gateways, vpcs

make = VPCEndPoint.__init__


def once(create):
    """The same operation, which makes one object for each token."""
    answers = {}

    def answer(request):
        token = request._get_param("ClientToken")
        if token is None:
            return create(request)
        key = (request.region, token)
        if key not in answers:
            answers[key] = create(request)
        return answers[key]

    return answer


def made(endpoint, *said, **named):
    make(endpoint, *said, **named)
    if (endpoint.vpc_endpoint_type or "Gateway") == "Gateway":
        endpoint.private_dns_enabled = False


def mend():
    VPCEndPoint.__init__ = made
    vpcs.VPCs.create_vpc_endpoint = once(vpcs.VPCs.create_vpc_endpoint)
    gateways = nat_gateways.NatGateways
    gateways.create_nat_gateway = once(gateways.create_nat_gateway)
