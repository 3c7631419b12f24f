"""Client tokens of endpoints and NAT gateways.

moto takes no notice of them; EC2 answers a request that it has carried out by its token as it did
the first time.
"""

from moto.ec2.responses import nat_gateways, vpcs


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


def mend():
    vpcs.VPCs.create_vpc_endpoint = once(vpcs.VPCs.create_vpc_endpoint)
    gateways = nat_gateways.NatGateways
    gateways.create_nat_gateway = once(gateways.create_nat_gateway)
