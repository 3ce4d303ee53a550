package io.github.qisaws.review.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.PlanJson;
import io.github.qisaws.architecture.Call;
import io.github.qisaws.architecture.Contract;
import io.github.qisaws.plan.Plan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From where the guard knows that a resource holds data. */
class StatefulTest {
    private static final String DELETE = "'delete'";
    private static final List<Call> CALLS = List.of(call("one", "the first"), call("two", "the second"));

    @ParameterizedTest
    @CsvSource({
        "module.one.aws_thing.x,the first",
        "module.two.aws_thing.x,the second",
        "module.renamed.aws_thing.x,the first",
        "aws_thing.x,the first"
    })
    void whatAContractSaysHoldsUnderAnyNameOfTheModule(String address, String loss) {
        assertThat(loss(PlanJson.of(address, DELETE, "{}", "null"))).contains(loss);
    }

    @ParameterizedTest
    @ValueSource(strings = {"module.one.aws_thing.y", "module.one.aws_route.x", "data.aws_ebs_volume.x"})
    void whatNoSourceNamesHoldsNothing(String address) {
        assertThat(loss(PlanJson.of(address, DELETE, "{}", "null"))).isEmpty();
    }

    @Test
    void theStagingBucketOfAMoveHoldsCopiesAlsoWhenItsModuleIsGone() {
        Plan removed = PlanJson.of("module.migration.aws_s3_bucket.staging", DELETE, "{}", "null");
        assertThat(loss(removed)).contains("copies of the dump and the images of a move, not the originals");
        assertThat(loss(PlanJson.of("module.load-balancer.aws_s3_bucket.logs", DELETE, "{}", "null")))
                .contains("everything in the bucket");
    }

    @Test
    void theEarlierAddressCountsToo() {
        Plan moved = Judged.with(
                "'previous_address':'module.two.aws_thing.x',", "module.new.aws_thing.y", DELETE, "{}", "null");
        assertThat(loss(moved)).contains("the second");
    }

    @Test
    void theTypeAndTheOneInTheAddressBothCount() {
        Plan untyped = PlanJson.read("""
                {"format_version":"1.2","resource_changes":[{"address":"module.a.aws_ebs_volume.x",
                 "change":{"actions":["delete"],"before":{},"after":null}}]}""");
        assertThat(loss(untyped)).isPresent();
        assertThat(loss(typed("aws_ebs_volume.x", "aws_other"))).isPresent();
        assertThat(loss(typed("aws_other.x", "aws_ebs_volume"))).isPresent();
        assertThat(loss(typed("aws_other.x", "aws_other"))).isEmpty();
        assertThat(loss(PlanJson.of("aws_ebs_volume.x", DELETE, "{}", "null"))).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "module.a.aws_route.kept,true",
        "module.a.b.aws_route.kept,true",
        "module.a.aws_route.kept2,false",
        "moduleXaXaws_routeXkept,false",
        "aws_route.kept,false"
    })
    void aPatternOfTheEnvironmentFileNamesFurtherResources(String address, boolean holds) {
        Policy policy = new Policy(Set.of(), Map.of(), List.of("module.*.aws_route.kept"), 10, Optional.empty());
        Plan plan = PlanJson.of(address.contains(".") ? address : "x." + address, DELETE, "{}", "null");
        assertThat(Stateful.of(List.of(), policy).loss(plan.changes().get(0)).isPresent())
                .isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource({
        "aws_future_database,deletion_protection,true,true",
        "aws_future_table,deletion_protection_enabled,true,true",
        "aws_future_database,deletion_protection,false,false",
        "aws_future_database,protected,true,false",
        "aws_lb,deletion_protection,true,false"
    })
    void whatIsProtectedAndSoundsLikeADatabaseHoldsData(String type, String attribute, String value, boolean holds) {
        Plan plan = PlanJson.of(type + ".x", DELETE, "{'" + attribute + "':" + value + "}", "null");
        assertThat(loss(plan).isPresent()).isEqualTo(holds);
    }

    private static Plan typed(String address, String type) {
        return PlanJson.read("""
                {"format_version":"1.2","resource_changes":[{"address":"module.a.%s","type":"%s",
                 "change":{"actions":["delete"],"before":{},"after":null}}]}""".formatted(address, type));
    }

    private static Optional<String> loss(Plan plan) {
        return Stateful.of(CALLS, Policy.STRICT).loss(plan.changes().get(0));
    }

    private static Call call(String name, String loss) {
        List<Contract.Stateful> stateful = List.of(new Contract.Stateful("aws_thing.x", loss));
        return new Call(name, new Contract(name, name, name, List.of(), List.of(), stateful), new TreeMap<>());
    }
}
