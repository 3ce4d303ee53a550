"""The keys of the role file that an environment file sets; generated from environment/*Keys.java, do not edit."""

FORMS = {
    "QIS_PROCESSES": "[0-9]{1,6}",
    "QIS_THREADS": "[0-9]{1,6}",
    "QIS_POOL_SIZE": "[0-9]{1,6}",
    "QIS_MAX_CONNECTIONS": "[0-9]{1,6}",
}
DEFAULTS = {
    "QIS_THREADS": "15",
    "QIS_MAX_CONNECTIONS": "300",
}
