"""What is there in each version of the fleet of containers."""

NAME = "scenario-fleet"


def whole(version):
    """Every object of a version, as `kind name`; none of no version."""
    if version is None:
        return []
    suffix = f"-v{version}"
    ships = [f"container infra-scenario-fleet-{row}-{column}{suffix if row == 4 else ''}"
             for row in range(1, 5) for column in range(1, 4)]
    networks = [f"network infra-scenario-fleet-{number}" for number in range(1, 4)]
    volumes = [f"volume infra-scenario-fleet-data-{number}" for number in range(1, 3)]
    spare = [f"network infra-scenario-fleet-net-{version}",
             f"volume infra-scenario-fleet-volume-{version}"]
    return sorted(ships + networks + volumes + spare)


def words(version):
    """The command line that leads to a version, or to none."""
    if version is None:
        return ["destroy", NAME, "--yes"]
    return ["apply", NAME, "--set", f"version={version}", "--yes"]


def check(s, version, when):
    """Checks that a version is there whole, and that state and world are one."""
    if version is None:
        s.check(f"{when}, nothing must be there", s.objects(NAME) == [], s.objects(NAME))
        state = s.project / "state"
        left = [path.name for path in [*state.glob("*.journal"), *state.glob("*.lock")]]
        s.check(f"{when}, neither journal nor lock must be left", left == [], left)
    else:
        s.whole(NAME, whole(version), when, "--set", f"version={version}")
