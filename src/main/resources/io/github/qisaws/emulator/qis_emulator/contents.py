"""What the emulator's storage contains: the resources that users created and that still exist."""

from moto.core.base_backend import AccountSpecificBackend, BackendDict
from moto.core.common_models import BaseModel

# Resources that moto keeps in its storage, although AWS (and moto's own lists) treat them as deleted.
GONE = {"terminated", "deleted", "deleting", "PendingDeletion", "INACTIVE"}
# Internal records, which users cannot create or delete.
NOT_RESOURCES = {"alarm_histories", "metric_data", "log_streams", "activities", "key_rotation", "delegation_sets", "_commands"}

shipped = {}


def is_gone(thing):
    for name in ("state", "status", "key_state", "_state", "_status"):
        value = getattr(thing, name, None)
        value = getattr(value, "name", value)
        if isinstance(value, str) and value in GONE:
            return True
    instances = getattr(thing, "instances", None)
    if type(thing).__name__ == "Reservation":
        return all(is_gone(instance) for instance in instances or [])
    return bool(getattr(thing, "deleted_date", None) or getattr(thing, "deletion_date", None))


def went_with_its_vpc(thing, backend):
    """Ignores what moto created for a deleted network and keeps; resources that a user created in it are left over."""
    vpc = getattr(thing, "vpc_id", None)
    by_itself = (
        str(getattr(thing, "default", "")).lower() == "true"
        or getattr(thing, "name", "") == "default"
        or bool(getattr(thing, "main_association_id", None))
    )
    return by_itself and vpc is not None and vpc not in getattr(backend, "vpcs", {vpc: None})


def belongs_to_aws(thing):
    """AWS managed keys, which a service creates at its first encryption and users cannot delete; and AWS's public
    parameters, which moto loads at the first request."""
    if type(thing).__name__ == "Parameter":
        return thing.name.startswith("/aws/service/")
    return type(thing).__name__ == "Key" and any(name.startswith("alias/aws/") for name in thing.aliases)


def stays_without_cost(thing):
    """Revisions of a task definition, which the modules keep for rollbacks (skip_destroy)."""
    return type(thing).__name__ == "TaskDefinition"


def walk(value, path, depth, backend):
    if isinstance(value, BaseModel):
        if not (
            is_gone(value) or belongs_to_aws(value) or went_with_its_vpc(value, backend) or stays_without_cost(value)
        ):
            yield path
    elif depth > 0 and isinstance(value, dict):
        for key in list(value):
            # Reading the keys of a defaultdict must not create entries.
            yield from walk(dict.get(value, key), f"{path}/{key}", depth - 1, backend)
    elif depth > 0 and isinstance(value, list):
        for index, item in enumerate(list(value)):
            name = getattr(item, "id", None) or getattr(item, "name", None) or index
            yield from walk(item, f"{path}/{name}", depth - 1, backend)


def resources(backend, service):
    for name, value in list(vars(backend).items()):
        if name not in NOT_RESOURCES and isinstance(value, (dict, list)):
            yield from walk(value, f"{service}/{backend.region_name}/{name}", 4, backend)


def service_of(backend):
    return type(backend).__module__.split(".")[1]


original = AccountSpecificBackend.__getitem__


def remembering(self, region):
    """Records the initial content of a region's storage, such as moto's default network."""
    backend = original(self, region)
    if id(backend) not in shipped:
        shipped[id(backend)] = set()
        shipped[id(backend)] = set(resources(backend, service_of(backend)))
    return backend


AccountSpecificBackend.__getitem__ = remembering


def left():
    found = set()
    for services in list(BackendDict._instances):
        for account in list(dict.values(services)):
            for backend in list(dict.values(account)):
                now = set(resources(backend, service_of(backend)))
                found |= now - shipped.get(id(backend), set())
    return sorted(found)
