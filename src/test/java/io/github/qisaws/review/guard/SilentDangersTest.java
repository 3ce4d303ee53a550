package io.github.qisaws.review.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.PlanJson;
import io.github.qisaws.plan.Plan;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Changes in place that lose data, open a way in, or let others in, each with a harmless neighbour. */
class SilentDangersTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            aws_db_instance | {'engine_version':'15.4'} | {'engine_version':'13.4'} | WARN
            aws_db_instance | {'engine_version':'13.4'} | {'engine_version':'15.4'} |
            aws_db_instance | {'engine_version':'15.4'} | {'engine_version':'15'} |
            aws_rds_cluster | {'engine_version':'8.0.mysql_aurora.3.05.2'} | {'engine_version':'8.0.mysql_aurora.3.04.0'} | WARN
            aws_docdb_cluster | {'engine_version':'5.0.0'} | {'engine_version':'4.0.0'} | WARN
            aws_elasticache_replication_group | {'engine_version':'7.1'} | {'engine_version':'6.2'} | WARN
            aws_opensearch_domain | {'engine_version':'Elasticsearch_7.10'} | {'engine_version':'OpenSearch_1.0'} |
            aws_opensearch_domain | {'engine_version':'OpenSearch_2.11'} | {'engine_version':'OpenSearch_2.9'} | WARN
            aws_msk_cluster | {'kafka_version':'3.6.0'} | {'kafka_version':'2.8.1'} | WARN
            aws_eks_cluster | {'version':'1.31'} | {'version':'1.30'} | WARN
            aws_mq_broker | {'engine_version':'5.18'} | {'engine_version':'5.17.6'} | WARN
            aws_db_instance | {'engine':'postgres'} | {'engine':'mysql'} | WARN
            aws_rds_cluster | {'engine':'aurora-mysql'} | {'engine':'aurora-postgresql'} | WARN
            aws_db_instance | {'max_allocated_storage':1000} | {'max_allocated_storage':0} | NOTE
            aws_db_instance | {'max_allocated_storage':100} | {'max_allocated_storage':1000} |
            aws_ebs_volume | {'iops':3000} | {'iops':100} | NOTE
            aws_ebs_volume | {'iops':3000} | {'iops':6000} |
            aws_ebs_volume | {'throughput':500} | {'throughput':125} | NOTE
            aws_efs_file_system | {'provisioned_throughput_in_mibps':100} | {'provisioned_throughput_in_mibps':1} | NOTE
            aws_fsx_windows_file_system | {'throughput_capacity':64} | {'throughput_capacity':8} | NOTE
            aws_kinesis_stream | {'shard_count':8} | {'shard_count':1} | NOTE
            aws_dynamodb_table | {'write_capacity':100} | {'write_capacity':1} | NOTE
            aws_rds_cluster | {'serverlessv2_scaling_configuration':[{'max_capacity':16}]} | {'serverlessv2_scaling_configuration':[{'max_capacity':1}]} | NOTE
            aws_db_instance | {'multi_az':true} | {'multi_az':false} | NOTE
            aws_db_instance | {'multi_az':false} | {'multi_az':true} |
            aws_elasticache_replication_group | {'automatic_failover_enabled':true} | {'automatic_failover_enabled':false} | NOTE
            """)
    void anOlderEngineOrLessCapacityIsADowngrade(String type, String before, String after, Level level) {
        found(PlanJson.of(type + ".x", "'update'", before, after), RuleName.DOWNGRADE, level);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            aws_ssm_parameter | {'value':'old'} | {'value':'new'} | WARN
            aws_ssm_parameter | {'insecure_value':'old'} | {'insecure_value':'new'} | WARN
            aws_secretsmanager_secret_version | {'secret_string':'old'} | {'secret_string':'new'} | WARN
            aws_s3_object | {'content':'all'} | {'content':''} | WARN
            aws_s3_object | {'content':'all'} | {} | WARN
            aws_s3_object | {'content':'all'} | {'content':'more'} | NOTE
            aws_s3_object | {} | {'content':'more'} |
            aws_s3_bucket_object | {'content':'all'} | {'content':''} | WARN
            aws_dynamodb_table_item | {'item':'{}'} | {'item':'[]'} | NOTE
            aws_db_instance | {'password':'a'} | {'password':'b'} | NOTE
            aws_rds_cluster | {'master_password':'a'} | {'master_password':'b'} | NOTE
            aws_redshift_cluster | {'master_password':'a'} | {'master_password':'b'} | NOTE
            aws_elasticache_replication_group | {'auth_token':'a'} | {'auth_token':'b'} | NOTE
            aws_route53_record | {'records':['1.2.3.4']} | {'records':['6.6.6.6']} | NOTE
            aws_route53_record | {'records':['1.2.3.4']} | {'records':['1.2.3.4','1.2.3.5']} |
            aws_route53_record | {'ttl':60} | {'ttl':300} |
            aws_route53_record | {'alias':[{'name':'a'}]} | {'alias':[{'name':'b'}]} | NOTE
            aws_cloudfront_distribution | {'origin':[{'domain_name':'a'}]} | {'origin':[{'domain_name':'b'}]} | NOTE
            """)
    void aValueThatOthersReadIsNotReplacedSilently(String type, String before, String after, Level level) {
        found(PlanJson.of(type + ".x", "'update'", before, after), RuleName.VALUE_REPLACED, level);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            aws_secretsmanager_secret | {'kms_key_id':'k'} | {'kms_key_id':'arn:aws:kms:r:6:key/x'} | ENCRYPTION_REDUCED | WARN
            aws_sns_topic | {'kms_master_key_id':'k'} | {'kms_master_key_id':'x'} | ENCRYPTION_REDUCED | WARN
            aws_sqs_queue | {'kms_master_key_id':'k'} | {} | ENCRYPTION_REDUCED | WARN
            aws_dynamodb_table | {'server_side_encryption':[{'kms_key_arn':'k'}]} | {'server_side_encryption':[{'kms_key_arn':'x'}]} | ENCRYPTION_REDUCED | WARN
            aws_opensearch_domain | {'node_to_node_encryption':[{'enabled':true}]} | {'node_to_node_encryption':[{'enabled':false}]} | ENCRYPTION_REDUCED | BLOCK
            aws_db_proxy | {'require_tls':true} | {'require_tls':false} | ENCRYPTION_REDUCED | BLOCK
            aws_db_instance | {'iam_database_authentication_enabled':true} | {'iam_database_authentication_enabled':false} | PROTECTION_REDUCED | WARN
            aws_db_instance | {'iam_database_authentication_enabled':false} | {'iam_database_authentication_enabled':true} | PROTECTION_REDUCED |
            aws_cognito_user_pool | {'mfa_configuration':'ON'} | {'mfa_configuration':'OFF'} | PROTECTION_REDUCED | WARN
            aws_cloudtrail | {'enable_log_file_validation':true} | {'enable_log_file_validation':false} | PROTECTION_REDUCED | WARN
            aws_instance | {'metadata_options':[{'http_put_response_hop_limit':1}]} | {'metadata_options':[{'http_put_response_hop_limit':64}]} | PROTECTION_REDUCED | NOTE
            aws_launch_template | {'metadata_options':[{'http_put_response_hop_limit':1}]} | {'metadata_options':[{'http_put_response_hop_limit':3}]} | PROTECTION_REDUCED | NOTE
            aws_instance | {'metadata_options':[{'http_put_response_hop_limit':1}]} | {'metadata_options':[{'http_put_response_hop_limit':2}]} | PROTECTION_REDUCED |
            aws_instance | {'metadata_options':[{'http_put_response_hop_limit':64}]} | {'metadata_options':[{'http_put_response_hop_limit':3}]} | PROTECTION_REDUCED |
            aws_dlm_lifecycle_policy | {'policy_details':[{'target_tags':{'Snapshot':'true'}}]} | {'policy_details':[{'target_tags':{'Snapshot':'never'}}]} | BACKUP_REDUCED | WARN
            aws_dlm_lifecycle_policy | {'policy_details':[{'target_tags':{'A':'1'}}]} | {'policy_details':[{'target_tags':{'A':'1','B':'2'}}]} | BACKUP_REDUCED |
            aws_dlm_lifecycle_policy | {'policy_details':[{'schedule':[{'create_rule':[{'interval':12}]}]}]} | {'policy_details':[{'schedule':[{'create_rule':[{'interval':24}]}]}]} | BACKUP_REDUCED | WARN
            aws_backup_plan | {'rule':[{'target_vault_name':'a'}]} | {'rule':[{'target_vault_name':'b'}]} | BACKUP_REDUCED | WARN
            aws_dynamodb_table | {'ttl':[{'enabled':false}]} | {'ttl':[{'enabled':true}]} | PROTECTION_REDUCED | WARN
            aws_autoscaling_group | {'max_size':4} | {'max_size':0} | SERVICE_REMOVED | WARN
            aws_autoscaling_group | {'max_size':4} | {'max_size':2} | SERVICE_REMOVED |
            aws_autoscaling_group | {'min_size':2} | {'min_size':0} | SERVICE_REMOVED | NOTE
            aws_lambda_function | {'reserved_concurrent_executions':9} | {'reserved_concurrent_executions':0} | SERVICE_REMOVED | WARN
            aws_cloudfront_distribution | {'enabled':true} | {'enabled':false} | SERVICE_REMOVED | WARN
            aws_cloudfront_distribution | {'enabled':false} | {'enabled':true} | SERVICE_REMOVED |
            aws_ecs_task_definition | {'task_role_arn':'a'} | {'task_role_arn':'b'} | IAM_BROADENED | NOTE
            aws_instance | {'iam_instance_profile':'a'} | {'iam_instance_profile':'b'} | IAM_BROADENED | NOTE
            aws_sqs_queue | {'message_retention_seconds':9} | {'message_retention_seconds':1} | RETENTION_REDUCED | WARN
            aws_sqs_queue | {'message_retention_seconds':1} | {'message_retention_seconds':9} | RETENTION_REDUCED |
            aws_cloudwatch_event_archive | {'retention_days':365} | {'retention_days':1} | RETENTION_REDUCED | WARN
            aws_kinesis_firehose_delivery_stream | {'server_side_encryption':[{'enabled':true}]} | {'server_side_encryption':[{'enabled':false}]} | ENCRYPTION_REDUCED | BLOCK
            aws_kinesis_stream | {'encryption_type':'KMS'} | {'encryption_type':'NONE'} | PROTECTION_REDUCED | WARN
            aws_s3_bucket | {'versioning':[{'enabled':true}]} | {'versioning':[{'enabled':false}]} | PROTECTION_REDUCED | WARN
            aws_s3_bucket_logging | {'target_bucket':'a'} | {'target_bucket':'b'} | PROTECTION_REDUCED | NOTE
            aws_db_instance | {'enabled_cloudwatch_logs_exports':['audit']} | {'enabled_cloudwatch_logs_exports':[]} | PROTECTION_REDUCED | NOTE
            aws_db_instance | {'enabled_cloudwatch_logs_exports':['a']} | {'enabled_cloudwatch_logs_exports':['b','a']} | PROTECTION_REDUCED |
            aws_backup_vault_lock_configuration | {'min_retention_days':30} | {'min_retention_days':1} | BACKUP_REDUCED | WARN
            aws_backup_selection | {'resources':['a','b']} | {'resources':['a']} | BACKUP_REDUCED | WARN
            aws_dynamodb_table | {'replica':[{'region_name':'a'}]} | {'replica':[]} | BACKUP_REDUCED | WARN
            aws_guardduty_detector | {'enable':true} | {'enable':false} | PROTECTION_REDUCED | WARN
            aws_wafv2_web_acl | {'rule':[{'name':'a'}]} | {'rule':[]} | PROTECTION_REDUCED | WARN
            aws_wafv2_web_acl | {'rule':[]} | {'rule':[{'name':'a'}]} | PROTECTION_REDUCED |
            aws_cloudfront_distribution | {'web_acl_id':'w'} | {'web_acl_id':''} | PROTECTION_REDUCED | WARN
            aws_cloudfront_distribution | {'web_acl_id':'w'} | {'web_acl_id':'v'} | PROTECTION_REDUCED |
            aws_ecr_repository | {'image_tag_mutability':'IMMUTABLE'} | {'image_tag_mutability':'MUTABLE'} | PROTECTION_REDUCED | WARN
            aws_iam_account_password_policy | {'minimum_password_length':14} | {'minimum_password_length':6} | PROTECTION_REDUCED | WARN
            aws_iam_account_password_policy | {'minimum_password_length':6} | {'minimum_password_length':14} | PROTECTION_REDUCED |
            aws_ebs_encryption_by_default | {'enabled':true} | {'enabled':false} | ENCRYPTION_REDUCED | BLOCK
            aws_ebs_snapshot_block_public_access | {'state':'block-all-sharing'} | {'state':'unblocked'} | PROTECTION_REDUCED | WARN
            aws_emr_block_public_access_configuration | {'block_public_security_group_rules':true} | {'block_public_security_group_rules':false} | PUBLIC_STORAGE | BLOCK
            aws_ssm_document | {'permissions':{'account_ids':'1'}} | {'permissions':{'account_ids':'All'}} | PUBLIC_STORAGE | BLOCK
            aws_cognito_identity_pool | {'allow_unauthenticated_identities':false} | {'allow_unauthenticated_identities':true} | PROTECTION_REDUCED | WARN
            aws_appsync_graphql_api | {'authentication_type':'AWS_IAM'} | {'authentication_type':'API_KEY'} | OPEN_TO_WORLD | WARN
            aws_route | {'gateway_id':''} | {'gateway_id':'igw-1'} | OPEN_TO_WORLD | WARN
            aws_route | {'gateway_id':''} | {'gateway_id':'vgw-1'} | OPEN_TO_WORLD |
            aws_lb_listener | {'default_action':[{'type':'authenticate-oidc'}]} | {'default_action':[{'type':'forward'}]} | PROTECTION_REDUCED | WARN
            aws_lb_listener | {'mutual_authentication':[{'mode':'verify'}]} | {'mutual_authentication':[{'mode':'off'}]} | PROTECTION_REDUCED | WARN
            aws_route53_record | {'weighted_routing_policy':[{'weight':100}]} | {'weighted_routing_policy':[{'weight':0}]} | SERVICE_REMOVED | WARN
            aws_eks_access_policy_association | {} | {'policy_arn':'arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy'} | IAM_BROADENED | WARN
            """)
    void aWeakerSafeguardIsFound(String type, String before, String after, RuleName rule, Level level) {
        found(PlanJson.of(type + ".x", "'update'", before, after), rule, level);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            aws_db_parameter_group | [{'name':'rds.force_ssl','value':'1'}] | [{'name':'rds.force_ssl','value':'0'}] | true
            aws_db_parameter_group | [{'name':'rds.force_ssl','value':'0'}] | [{'name':'rds.force_ssl','value':'1'}] | false
            aws_db_parameter_group | [{'name':'rds.force_ssl','value':'1'}] | [] | true
            aws_db_parameter_group | [] | [{'name':'rds.force_ssl','value':'0'}] | true
            aws_db_parameter_group | [{'name':'work_mem','value':'1'}] | [{'name':'work_mem','value':'0'}] | false
            aws_rds_cluster_parameter_group | [{'name':'require_secure_transport','value':'ON'}] | [{'name':'require_secure_transport','value':'OFF'}] | true
            aws_docdb_cluster_parameter_group | [{'name':'tls','value':'enabled'}] | [{'name':'tls','value':'disabled'}] | true
            aws_redshift_parameter_group | [{'name':'require_ssl','value':'true'}] | [{'name':'require_ssl','value':'false'}] | true
            aws_neptune_cluster_parameter_group | [{'name':'neptune_enforce_ssl','value':'1'}] | [{'name':'neptune_enforce_ssl','value':'0'}] | true
            aws_db_parameter_group | [{'name':'pgaudit.log','value':'all'}] | [{'name':'pgaudit.log','value':'none'}] | true
            aws_db_parameter_group | [{'name':'a','value':'2'},{'name':'rds.force_ssl','value':'1'}] | [{'name':'rds.force_ssl','value':'1'}] | false
            """)
    void aParameterThatProtectsStaysOn(String type, String before, String after, boolean found) {
        Plan plan = PlanJson.of(type + ".x", "'update'", "{'parameter':" + before + "}", "{'parameter':" + after + "}");
        found(plan, RuleName.PROTECTION_REDUCED, found ? Level.WARN : null);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            aws_network_acl_rule | {'cidr_block':'0.0.0.0/0','egress':false,'rule_action':'allow','protocol':'-1'} | WARN
            aws_network_acl_rule | {'ipv6_cidr_block':'::/0','egress':false,'rule_action':'allow','protocol':'6','from_port':22,'to_port':22} | WARN
            aws_network_acl_rule | {'cidr_block':'0.0.0.0/0','egress':false,'rule_action':'deny','protocol':'-1'} |
            aws_network_acl_rule | {'cidr_block':'0.0.0.0/0','egress':true,'rule_action':'allow','protocol':'-1'} |
            aws_network_acl_rule | {'cidr_block':'10.0.0.0/8','egress':false,'rule_action':'allow','protocol':'-1'} |
            aws_network_acl_rule | {'cidr_block':'0.0.0.0/0','egress':false,'rule_action':'allow','protocol':'6','from_port':1024,'to_port':65535} |
            aws_network_acl_rule | {'cidr_block':'0.0.0.0/0','egress':false,'rule_action':'allow','protocol':'6','from_port':443,'to_port':443} | NOTE
            aws_network_acl | {'ingress':[{'cidr_block':'0.0.0.0/0','action':'allow','protocol':'-1'}]} | WARN
            aws_network_acl | {'ingress':[{'cidr_block':'0.0.0.0/0','action':'deny','protocol':'-1'}]} |
            aws_default_network_acl | {'ingress':[{'cidr_block':'0.0.0.0/0','action':'allow','protocol':'-1'}]} |
            aws_security_group_rule | {'type':'egress','cidr_blocks':['0.0.0.0/0'],'from_port':0,'to_port':65535,'protocol':'all'} | NOTE
            aws_vpc_security_group_egress_rule | {'cidr_ipv4':'0.0.0.0/0','ip_protocol':'-1'} | NOTE
            aws_vpc_security_group_egress_rule | {'cidr_ipv4':'10.0.0.0/8','ip_protocol':'-1'} |
            aws_security_group | {'egress':[{'cidr_blocks':['0.0.0.0/0'],'from_port':0,'to_port':0,'protocol':'-1'}]} |
            aws_security_group | {'name':'db-lb','ingress':[{'cidr_blocks':['0.0.0.0/0'],'from_port':443,'to_port':443,'protocol':'tcp'}]} | WARN
            aws_security_group | {'name':'internal-alb','ingress':[{'cidr_blocks':['0.0.0.0/0'],'from_port':443,'to_port':443,'protocol':'tcp'}]} | WARN
            aws_security_group | {'name':'web-lb','ingress':[{'cidr_blocks':['0.0.0.0/0'],'from_port':443,'to_port':443,'protocol':'tcp'}]} |
            aws_lambda_function_url | {'authorization_type':'NONE'} | WARN
            aws_lambda_function_url | {'authorization_type':'AWS_IAM'} |
            aws_codebuild_project | {'project_visibility':'PUBLIC_READ'} | WARN
            aws_launch_configuration | {'associate_public_ip_address':true} | WARN
            aws_opensearchserverless_security_policy | {'policy':'[{\\"AllowFromPublic\\": true}]'} | WARN
            aws_opensearchserverless_security_policy | {'policy':'[{\\"AllowFromPublic\\": false}]'} |
            aws_opensearchserverless_security_policy | {'policy':'{\\"Rules\\":[],\\"AWSOwnedKey\\":true}'} |
            aws_opensearchserverless_security_policy | {'policy':'[{'} | WARN
            aws_opensearchserverless_access_policy | {'policy':'[{\\"Principal\\":[\\"*\\"]}]'} | WARN
            """, quoteCharacter = '`')
    void aNewWayInOrOutIsFound(String type, String after, Level level) {
        found(create(type, after), RuleName.OPEN_TO_WORLD, level);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            aws_eks_cluster | {'vpc_config':[{'endpoint_public_access':false}]} | {'vpc_config':[{'endpoint_public_access':true}]}
            aws_subnet | {'map_public_ip_on_launch':false} | {'map_public_ip_on_launch':true}
            aws_transfer_server | {'endpoint_type':'VPC'} | {'endpoint_type':'PUBLIC'}
            aws_api_gateway_method | {'authorization':'AWS_IAM'} | {'authorization':'NONE'}
            aws_apigatewayv2_route | {'authorization_type':'JWT'} | {'authorization_type':'NONE'}
            aws_sagemaker_notebook_instance | {'direct_internet_access':'Disabled'} | {'direct_internet_access':'Enabled'}
            aws_lb | {'internal':true} | {'internal':false}
            """)
    void whatBecomesReachableIsFoundAndItsFirstCreationIsNot(String type, String before, String after) {
        found(PlanJson.of(type + ".x", "'update'", before, after), RuleName.OPEN_TO_WORLD, Level.WARN);
        found(PlanJson.of(type + ".x", "'update'", after, before), RuleName.OPEN_TO_WORLD, null);
        found(create(type, after), RuleName.OPEN_TO_WORLD, null);
    }

    @Test
    void aListThatBecomesUnknownIsFoundAlsoIfItWasEmpty() {
        Plan plan = new PlanJson()
                .change(
                        "aws_security_group.x",
                        "'update'",
                        "{'ingress':[]}",
                        "{}",
                        "{'after_unknown':{'ingress':true}}")
                .plan();
        found(plan, RuleName.OPEN_TO_WORLD, Level.WARN);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            aws_msk_cluster | {'broker_node_group_info':[{'connectivity_info':[{'public_access':[{'type':'SERVICE_PROVIDED_EIPS'}]}]}]} | true
            aws_msk_cluster | {'broker_node_group_info':[{'connectivity_info':[{'public_access':[{'type':'DISABLED'}]}]}]} | false
            aws_redshiftserverless_workgroup | {'publicly_accessible':true} | true
            aws_dms_replication_instance | {'publicly_accessible':true} | true
            aws_neptune_cluster_instance | {'publicly_accessible':false} | false
            aws_ami_launch_permission | {'group':'all'} | true
            aws_db_snapshot | {'shared_accounts':['all']} | true
            aws_db_cluster_snapshot | {'shared_accounts':['all']} | true
            aws_db_snapshot | {'shared_accounts':['666666666666']} | false
            """)
    void dataThatEverybodyReachesBlocks(String type, String after, boolean found) {
        found(create(type, after), RuleName.PUBLIC_STORAGE, found ? Level.BLOCK : null);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            aws_snapshot_create_volume_permission | {'account_id':'666666666666'} | WARN
            aws_ami_launch_permission | {'account_id':'666666666666'} | WARN
            aws_db_snapshot | {'shared_accounts':['666666666666']} | WARN
            aws_db_snapshot | {'shared_accounts':[]} |
            aws_rds_cluster_snapshot_copy | {'shared_accounts':['666666666666']} | WARN
            aws_ram_principal_association | {'principal':'666666666666'} | WARN
            aws_redshift_endpoint_authorization | {'account':'666666666666'} | WARN
            aws_lambda_permission | {'principal':'*'} | WARN
            aws_lambda_permission | {'principal':'*','principal_org_id':'o-1'} |
            aws_lambda_permission | {'principal':'*','source_arn':'*'} | WARN
            aws_lambda_permission | {'principal':'s3.amazonaws.com'} |
            aws_lambda_permission | {'principal':'666666666666'} | WARN
            aws_lambda_layer_version_permission | {'principal':'*'} | WARN
            aws_cloudwatch_event_permission | {'principal':'*'} | WARN
            aws_vpc_endpoint_service_allowed_principal | {'principal_arn':'*'} | WARN
            aws_kms_grant | {'grantee_principal':'arn:aws:iam::666666666666:role/x'} | WARN
            aws_iam_access_key | {'user':'root'} | NOTE
            aws_iam_user_login_profile | {'user':'u'} | NOTE
            aws_iam_user_ssh_key | {'username':'u'} | NOTE
            aws_iam_openid_connect_provider | {'url':'u'} | NOTE
            aws_iam_user_group_membership | {'user':'u'} | NOTE
            aws_iam_user | {'name':'u'} |
            """)
    void whoGetsAccessIsTold(String type, String after, Level level) {
        found(create(type, after), RuleName.IAM_BROADENED, level);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            aws_iam_role | assume_role_policy | sts:AssumeRole | 'AWS':'arn:aws:iam::666666666666:root' | | WARN
            aws_iam_role | assume_role_policy | sts:AssumeRole | 'AWS':'666666666666' | | WARN
            aws_iam_role | assume_role_policy | sts:AssumeRole | 'AWS':'arn:aws:iam::666666666666:root' | ,'Condition':{'StringEquals':{'sts:ExternalId':'e'}} | NOTE
            aws_iam_role | assume_role_policy | sts:AssumeRole | 'AWS':'arn:aws:iam::111111111111:root' | |
            aws_iam_role | assume_role_policy | sts:AssumeRole | 'Service':'ec2.amazonaws.com' | |
            aws_s3_bucket_policy | policy | s3:GetObject | 'AWS':'arn:aws:iam::666666666666:root' | | WARN
            aws_s3_bucket_policy | policy | s3:PutObject | 'AWS':'arn:aws:iam::666666666666:root' | |
            aws_kms_key | policy | kms:Decrypt | 'AWS':'arn:aws:iam::666666666666:root' | | WARN
            aws_sqs_queue | policy | sqs:SendMessage | 'AWS':'666666666666' | | WARN
            """, quoteCharacter = '`')
    void anotherAccountInANewPolicyIsTold(
            String type, String attribute, String action, String who, String condition, Level level) {
        String after = "{'" + attribute + "':" + policy(action, who, condition) + "}";
        Plan plan = new PlanJson()
                .change("aws_sns_topic.own", "'no-op'", own(), own())
                .change(type + ".x", "'create'", "null", after)
                .plan();
        found(plan, RuleName.IAM_BROADENED, level);
    }

    @Test
    void inAPlanWithoutAnyAccountOnlyTheOwnerOfANewKeyIsTakenForGranted() {
        String owner = "'AWS':'arn:aws:iam::111111111111:root'";
        found(create("aws_kms_key", "{'policy':" + policy("kms:*", owner, "") + "}"), RuleName.IAM_BROADENED, null);
        String trust = "{'assume_role_policy':" + policy("sts:AssumeRole", owner, "") + "}";
        found(create("aws_iam_role", trust), RuleName.IAM_BROADENED, Level.WARN);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            aws_lb_listener | {'protocol':'TLS','default_action':[{'type':'forward'}]} | {'protocol':'TCP','default_action':[{'type':'forward'}]} | WARN
            aws_lb_listener | {'protocol':'TCP','default_action':[{'type':'forward'}]} | {'protocol':'TLS','default_action':[{'type':'forward'}]} |
            aws_lb_listener | {'protocol':'HTTPS','default_action':[{'type':'forward'}]} | {'protocol':'HTTP','default_action':[{'type':'redirect'}]} |
            aws_elb | {'listener':[{'lb_protocol':'https'}]} | {'listener':[{'lb_protocol':'http'}]} | WARN
            aws_cloudfront_distribution | {'default_cache_behavior':[{'viewer_protocol_policy':'redirect-to-https'}]} | {'default_cache_behavior':[{'viewer_protocol_policy':'allow-all'}]} | WARN
            aws_msk_cluster | {'encryption_info':[{'encryption_in_transit':[{'client_broker':'TLS'}]}]} | {'encryption_info':[{'encryption_in_transit':[{'client_broker':'PLAINTEXT'}]}]} | WARN
            aws_opensearch_domain | {} | {'domain_endpoint_options':[{'tls_security_policy':'Policy-Min-TLS-1-0-2019-07'}]} | WARN
            aws_api_gateway_domain_name | {'security_policy':'TLS_1_2'} | {'security_policy':'TLS_1_0'} | WARN
            """)
    void aListenerThatNoLongerEncryptsIsFound(String type, String before, String after, Level level) {
        found(PlanJson.of(type + ".x", "'update'", before, after), RuleName.UNENCRYPTED_TRAFFIC, level);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            HTTP | arn:aws:elasticloadbalancing:r:1:listener/app/a | WARN
            HTTPS | arn:aws:elasticloadbalancing:r:1:listener/app/a |
            HTTPS | arn:aws:elasticloadbalancing:r:1:listener/app/b | NOTE
            HTTPS | http | WARN
            """)
    void aRuleThatForwardsIsJudgedByItsListener(String protocol, String listener, Level level) {
        String state = "{'arn':'arn:aws:elasticloadbalancing:r:1:listener/app/a','protocol':'" + protocol + "'}";
        PlanJson plan = new PlanJson().change("aws_lb_listener.a", "'no-op'", state, state);
        String rule = "{'listener_arn':'" + listener + "','action':[{'type':'%s'}]}";
        plan.change("aws_lb_listener_rule.x", "'create'", "null", rule.formatted("forward"));
        found(plan.plan(), RuleName.UNENCRYPTED_TRAFFIC, level);
        found(create("aws_lb_listener_rule", rule.formatted("redirect")), RuleName.UNENCRYPTED_TRAFFIC, null);
    }

    private static Plan create(String type, String after) {
        return PlanJson.of(type + ".x", "'create'", "null", after);
    }

    private static String own() {
        return "{'arn':'arn:aws:sns:eu-west-1:111111111111:own'}";
    }

    private static String policy(String action, String who, String condition) {
        String document = "{'Statement':[{'Effect':'Allow','Action':'" + action + "','Resource':'*','Principal':{" + who
                + "}" + (condition == null ? "" : condition) + "}]}";
        return "'" + document.replace("'", "\\'") + "'";
    }

    private static void found(Plan plan, RuleName rule, Level level) {
        assertThat(Judged.of(plan, rule).map(Finding::level))
                .as(Judged.findings(plan).toString())
                .isEqualTo(Optional.ofNullable(level));
    }
}
