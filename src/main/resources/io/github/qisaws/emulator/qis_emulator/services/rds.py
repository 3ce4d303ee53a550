"""RDS."""

from moto.rds.models import RDSBackend

modify_parameters = RDSBackend.modify_db_parameter_group


def modify_parameter_group(self, name, parameters):
    """Returns the source of parameters, so that clients can filter user-defined ones."""
    return modify_parameters(self, name, [{**parameter, "Source": "user"} for parameter in parameters])


RDSBackend.modify_db_parameter_group = modify_parameter_group


def remembering_insights(change):
    """moto does not store whether Performance Insights is enabled."""

    def changed(self, *args):
        database = change(self, *args)
        wanted = args[-1]
        if "enable_performance_insights" in wanted:
            database.performance_insights_enabled = wanted["enable_performance_insights"]
            database.performance_insights_retention_period = wanted.get("performance_insights_retention_period")
        return database

    return changed


RDSBackend.create_db_instance = remembering_insights(RDSBackend.create_db_instance)
RDSBackend.modify_db_instance = remembering_insights(RDSBackend.modify_db_instance)
