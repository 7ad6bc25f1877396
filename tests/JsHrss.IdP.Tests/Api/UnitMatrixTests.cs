using JsHrss.IdP.Tests.Hosting;

namespace JsHrss.IdP.Tests.Api;

/// <summary>The permission matrix of the unit (domain 7M), each row both ways over HTTP.</summary>
public sealed class UnitMatrixTests(UnitIdp idp) : IClassFixture<UnitIdp>
{
    private const string Days = """{"starts":"2026-01-01","ends":"2027-01-01"}""";

    /// <summary>What is tried, and what 法定代表人, 管理员, 经办人 are answered.</summary>
    public static TheoryData<string, string, string, string> Rows { get; } = new()
    {
        { "see the unit", "200", "200", "200" },
        { "edit the unit's name", "422 read_only", "422 read_only", "422 read_only" },
        { "edit the unit's profile", "204", "204", "403 operation_forbidden" },
        { "see members", "200", "200", "403 operation_forbidden" },
        { "see a member", "200", "200", "403 operation_forbidden" },
        { "agree to the terms", "204", "204", "403 operation_forbidden" },
        { "add an administrator", "201", "403 operation_forbidden", "403 operation_forbidden" },
        { "delete the administrator", "204", "403 operation_forbidden", "403 operation_forbidden" },
        { "renew the administrator", "204", "403 operation_forbidden", "403 operation_forbidden" },
        { "replace the administrator", "201", "403 operation_forbidden", "403 operation_forbidden" },
        { "demote the administrator", "204", "403 operation_forbidden", "403 operation_forbidden" },
        { "add an agent", "201", "201", "403 operation_forbidden" },
        { "delete an agent", "204", "204", "403 operation_forbidden" },
        { "renew an agent", "204", "204", "403 operation_forbidden" },
        { "promote an agent", "204", "403 operation_forbidden", "403 operation_forbidden" },
        { "grant items", "204", "204", "403 operation_forbidden" },
        { "delete the representative", "403 operation_forbidden", "403 operation_forbidden", "403 operation_forbidden" },
        { "see own items", "200", "200", "200" },
        { "leave", "403 representative_stays", "204", "204" },
        { "see members of the institution", "200", "200", "403 operation_forbidden" },
        { "add an agent to the institution", "201", "201", "403 operation_forbidden" },
        { "delete the institution's administrator", "204", "403 operation_forbidden", "403 operation_forbidden" },
        { "renew the institution's administrator", "204", "403 operation_forbidden", "403 operation_forbidden" },
        { "replace the institution's administrator", "201", "403 operation_forbidden", "403 operation_forbidden" },
        { "demote the institution's administrator", "204", "403 operation_forbidden", "403 operation_forbidden" },
        { "add an administrator to the institution", "409 administrator_exists", "403 operation_forbidden", "403 operation_forbidden" },
        { "see institutions", "200", "200", "403 operation_forbidden" },
        { "apply for an institution", "201", "201", "403 operation_forbidden" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    [Trait("Spec", "R127")]
    [Trait("Case", "UN-11")]
    [Trait("Case", "UN-14")]
    public async Task Each_role_may_what_the_matrix_says_and_nothing_else(string what, string legal, string administrator, string agent)
    {
        Assert.Equal(legal, await TryAsync(what, scene => scene.Legal, hasAdministrator: what is not ("add an administrator" or "promote an agent")));
        Assert.Equal(administrator, await TryAsync(what, scene => scene.Administrator));
        Assert.Equal(agent, await TryAsync(what, scene => scene.Agents[0]));
    }

    [Fact]
    public async Task Nobody_does_anything_without_a_token()
    {
        var scene = await idp.PlantAsync();
        foreach (var what in Rows.Select(row => row.Data.Item1))
            Assert.Equal("401", (await DoAsync(what, scene, new Caller(idp.Host, null))).Outcome);
    }

    private async Task<string> TryAsync(string what, Func<UnitScene, UnitActor> who, bool hasAdministrator = true)
    {
        var scene = await idp.PlantAsync(hasAdministrator, terms: what != "agree to the terms");
        using var caller = await scene.AsAsync(who(scene));
        return (await DoAsync(what, scene, new Caller(idp.Host, caller.AccessToken))).Outcome;
    }

    private async Task<UnitReply> DoAsync(string what, UnitScene scene, Caller caller)
    {
        var (members, administrator, other) = ($"{scene.Path}/members", $"{scene.Path}/members/{scene.Administrator.Id}", $"{scene.Path}/members/{scene.Agents[1].Id}");
        var within = $"{scene.InstitutionPath}/members/{scene.Within.Id}";
        return what switch
        {
            "see the unit" => await caller.SendAsync("GET", scene.Path),
            "edit the unit's name" => await caller.SendAsync("PATCH", scene.Path, """{"organization_name":"别的公司"}"""),
            "edit the unit's profile" => await caller.SendAsync("PATCH", scene.Path, """{"industry":"软件和信息技术服务业"}"""),
            "see members" => await caller.SendAsync("GET", members),
            "see a member" => await caller.SendAsync("GET", other),
            "agree to the terms" => await caller.SendAsync("POST", $"{scene.Path}/terms", """{"version":1}"""),
            "add an administrator" => await caller.SendAsync("POST", members, await FormAsync("administrator")),
            "delete the administrator" => await caller.SendAsync("DELETE", administrator),
            "renew the administrator" => await caller.SendAsync("PUT", administrator + "/period", Days),
            "replace the administrator" => await caller.SendAsync("POST", administrator + "/replacement", await FormAsync(null)),
            "demote the administrator" => await caller.SendAsync("PUT", administrator + "/role", """{"role":"agent"}"""),
            "add an agent" => await caller.SendAsync("POST", members, await FormAsync("agent")),
            "delete an agent" => await caller.SendAsync("DELETE", other),
            "renew an agent" => await caller.SendAsync("PUT", other + "/period", Days),
            "promote an agent" => await caller.SendAsync("PUT", other + "/role", """{"role":"administrator"}"""),
            "grant items" => await caller.SendAsync("PUT", other + "/items", """{"items":["SI-0103"]}"""),
            "delete the representative" => await caller.SendAsync("DELETE", $"{members}/{scene.Legal.Id}"),
            "see own items" => await caller.SendAsync("GET", $"{scene.Path}/my-items"),
            "leave" => await caller.SendAsync("POST", $"{scene.Path}/leave"),
            "see members of the institution" => await caller.SendAsync("GET", $"{scene.InstitutionPath}/members"),
            "add an agent to the institution" => await caller.SendAsync("POST", $"{scene.InstitutionPath}/members", await FormAsync("agent")),
            "renew the institution's administrator" => await caller.SendAsync("PUT", $"{within}/period", Days),
            "replace the institution's administrator" => await caller.SendAsync("POST", $"{within}/replacement", await FormAsync(null)),
            "demote the institution's administrator" => await caller.SendAsync("PUT", $"{within}/role", """{"role":"agent"}"""),
            "add an administrator to the institution" => await caller.SendAsync("POST", $"{scene.InstitutionPath}/members", await FormAsync("administrator")),
            "see institutions" => await caller.SendAsync("GET", $"{scene.Path}/institutions"),
            "apply for an institution" => await caller.SendAsync("POST", $"{scene.Path}/institutions", """{"name":"示例申请基地","business_line":"就业服务"}"""),
            "delete the institution's administrator" => await caller.SendAsync("DELETE", $"{scene.InstitutionPath}/members/{scene.Within.Id}"),
            _ => throw new InvalidOperationException(what),
        };
    }

    private async Task<string> FormAsync(string? role) => UnitMemberTests.FormOf(await idp.PersonAsync(), role);

    private sealed record Caller(IdpHost Host, string? Token)
    {
        public Task<UnitReply> SendAsync(string method, string path, string? body = null) => UnitCaller.SendAsync(
            Host, Token, new HttpMethod(method), path, body, method == "GET" ? null : method == "PATCH" ? "\"0\"" : "\"1\"", method == "PATCH" ? "application/merge-patch+json" : "application/json");
    }
}
