using System.Diagnostics;
using JsHrss.IdP.Tests.Hosting;

namespace JsHrss.IdP.Tests.Api;

/// <summary>What two nodes over one database decide about the same unit at the same time, and how soon one knows what the other ended.</summary>
public sealed class MembersOnTwoNodesTests(NodesIdp nodes) : IClassFixture<NodesIdp>
{
    private const int AtOnce = 40;

    private static readonly TimeSpan Within = TimeSpan.FromSeconds(5);

    [Fact]
    [Trait("Spec", "R125")]
    [Trait("Case", "UN-06")]
    public async Task Of_forty_agents_added_at_once_on_two_nodes_ten_come_and_thirty_hear_that_all_seats_are_taken()
    {
        var (scene, legal) = await UnitAsync(hasAdministrator: false);
        Assert.Equal("10 x 201, 30 x 409 agents_full", await AddAtOnceAsync(scene, legal, "agent"));
        Assert.Equal("agent 3 10/10", await CardAsync(scene, legal, "agent"));
    }

    [Fact]
    [Trait("Spec", "R121")]
    [Trait("Case", "UN-06")]
    public async Task Of_forty_administrators_added_at_once_on_two_nodes_one_comes_and_the_others_hear_that_there_is_one()
    {
        var (scene, legal) = await UnitAsync(hasAdministrator: false);
        Assert.Equal("1 x 201, 39 x 409 administrator_exists", await AddAtOnceAsync(scene, legal, "administrator"));
        Assert.Equal("administrator 2 1/1", await CardAsync(scene, legal, "administrator"));
    }

    [Fact]
    [Trait("Spec", "R143")]
    [Trait("Case", "UN-03")]
    public async Task Whoever_was_removed_on_one_node_has_nothing_left_on_the_other_that_had_just_served_him()
    {
        var (scene, legal) = await UnitAsync(agents: 1);
        using var agent = await scene.AsAsync(scene.Agents[0], "openid profile unit items");
        using var there = new AtNode(nodes.Host, scene, agent, nodes.Second);
        // Its clock stands: whatever it believes now it believes until it is told otherwise.
        nodes.SecondClock.Stop();
        Assert.Equal(AtNode.Served, await there.AskAsync());
        Assert.Equal(AtNode.Served, await there.AskAsync());

        using var here = legal.At(nodes.First);
        Assert.Equal("204", (await here.DeleteAsync($"{scene.Path}/members/{scene.Agents[0].Id}")).Outcome);
        // These read the database themselves.
        var since = Stopwatch.StartNew();
        Assert.Equal(("invalid_grant", "subject_unknown"), (await there.RefreshAsync(), await there.EvaluateAsync()));
        // These believe what they read, until the word comes.
        while (await there.AskAsync() != AtNode.Refused)
            Assert.True(since.Elapsed < Within, $"Still served: {await there.AskAsync()}");
        TestContext.Current.SendDiagnosticMessage("Refused by the other node {0} ms after the removal was answered.", since.ElapsedMilliseconds);
    }

    [Fact]
    [Trait("Spec", "R143")]
    [Trait("Case", "UN-03")]
    public async Task A_node_that_hears_no_word_believes_what_it_read_for_less_than_five_seconds()
    {
        var clock = new StoppableClock();
        await using var deaf = await nodes.JoinDeafAsync(clock);
        var (scene, legal) = await UnitAsync(agents: 1);
        using var agent = await scene.AsAsync(scene.Agents[0], "openid profile unit items");
        using var there = new AtNode(nodes.Host, scene, agent, deaf.Address);
        clock.Stop();
        Assert.Equal(AtNode.Served, await there.AskAsync());

        Assert.Equal("204", (await legal.DeleteAsync($"{scene.Path}/members/{scene.Agents[0].Id}")).Outcome);
        Assert.Equal(("invalid_grant", "subject_unknown"), (await there.RefreshAsync(), await there.EvaluateAsync()));
        Assert.Equal("introspection active, userinfo OK", await there.BelieveAsync());
        clock.Push(Within - TimeSpan.FromMilliseconds(1));
        await NodesIdp.AskAgainAsync(deaf);
        Assert.Equal(AtNode.Refused, await there.AskAsync());
    }

    private async Task<(UnitScene Scene, UnitCaller Legal)> UnitAsync(bool hasAdministrator = true, int agents = 0)
    {
        var scene = await nodes.Units.PlantAsync(hasAdministrator, agents, terms: false);
        var legal = await scene.AsAsync(scene.Legal);
        Assert.Equal("204", (await legal.PostAsync($"{scene.Path}/terms", """{"version":1}""")).Outcome);
        return (scene, legal);
    }

    private async Task<string> AddAtOnceAsync(UnitScene scene, UnitCaller legal, string role)
    {
        using var first = legal.At(nodes.First);
        using var second = legal.At(nodes.Second);
        var forms = new List<string>();
        for (var i = 0; i < AtOnce; i++)
            forms.Add(UnitMemberTests.FormOf(await nodes.Units.PersonAsync(), role));
        var outcomes = await Task.WhenAll(forms.Select(async (form, i) => (await (i % 2 == 0 ? first : second).PostAsync($"{scene.Path}/members", form)).Outcome));
        return string.Join(", ", outcomes.GroupBy(one => one).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => $"{group.Count()} x {group.Key}"));
    }

    private static async Task<string> CardAsync(UnitScene scene, UnitCaller legal, string role)
    {
        var card = (await legal.GetAsync($"{scene.Path}/members")).Json.GetProperty("cards").EnumerateArray().Single(one => one.GetProperty("role").GetString() == role);
        return $"{role} {card.GetProperty("level")} {card.GetProperty("count")}/{card.GetProperty("most")}";
    }

    /// <summary>What one node says of one member's sign-in.</summary>
    private sealed class AtNode(IdpHost host, UnitScene scene, UnitCaller agent, string node) : IDisposable
    {
        public const string Served = "introspection active, userinfo OK, refresh OK, evaluation permitted";
        public const string Refused = "introspection inactive, userinfo Unauthorized, refresh invalid_grant, evaluation subject_unknown";

        private readonly UnitCaller _caller = agent.At(node);
        private readonly Asking _asking = new(host, "Basic " + Convert.ToBase64String("hall:hall-dev-secret-0123456789abcdefghij"u8), node);

        public async Task<string> AskAsync() => $"{await BelieveAsync()}, refresh {await RefreshAsync()}, evaluation {await EvaluateAsync()}";

        /// <summary>What may be answered from memory.</summary>
        public async Task<string> BelieveAsync() =>
            $"introspection {((await _caller.Hall.IntrospectAsync(agent.AccessToken))["active"] == "True" ? "active" : "inactive")}, userinfo {(await _caller.Hall.GetAsync("/connect/userinfo", agent.AccessToken)).Status}";

        public async Task<string> RefreshAsync()
        {
            var answer = await _caller.Hall.RefreshAsync(agent.RefreshToken);
            return answer["error"] ?? answer.Status.ToString();
        }

        public async Task<string> EvaluateAsync() => (await _asking.AskAsync(Asked.About(agent.Sub, "SI-0101", "submit", scene.Unit.CreditCode!.Value))).Outcome().Split(':')[0];

        public void Dispose() => _caller.Dispose();
    }
}
