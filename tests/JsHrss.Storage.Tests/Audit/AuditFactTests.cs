using System.Data.Common;
using System.Text.Json;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Passwords;
using JsHrss.Accounts.Units;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Ledger;
using JsHrss.Storage.Audit;
using JsHrss.Storage.Lanes;
using JsHrss.Storage.Rows;
using JsHrss.Storage.Tests.Databases;
using Microsoft.EntityFrameworkCore;

namespace JsHrss.Storage.Tests.Audit;

public abstract class AuditFactTests(TestDatabase on) : IAsyncLifetime
{
    private readonly HandMovedClock clock = new();
    private TestStore store = null!;
    private Samples samples = null!;
    private HashSet<Guid> beforeTest = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        store = await TestStore.StartAsync(on, clock);
        samples = new Samples(clock);
        await store.Get<IAccountsSeed>().PlantAsync(samples.Plan, Ct);
        beforeTest = [.. (await FactsAsync()).Select(fact => fact.Id)]; // the store tells of its own first keys, too
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    public async Task A_fact_says_who_whom_for_which_unit_under_which_mandate_by_which_client_and_from_where()
    {
        await WriteAsync();

        var fact = Assert.Single(await FactsAsync());

        Assert.Equal("grant.denied", fact.Code);
        Assert.Equal("refused", fact.Outcome);
        Assert.Equal("ended", fact.Reason);
        Assert.Equal(samples.Wang.Id.Value, fact.Actor);
        Assert.Equal(samples.Wang.Id.Value, fact.Subject);
        Assert.Equal(samples.Unit.Id.Value, fact.Unit);
        Assert.Equal(samples.Member.Id.Value, fact.Membership);
        Assert.Equal(samples.Member.Mandate?.Id.Value, fact.Mandate);
        Assert.Equal("hall", fact.Client);
        Assert.Equal(("192.0.2.7", 50123, "test-agent/1.0"), (fact.Address, fact.Port, fact.Agent));
        Assert.Equal(("node-1", "0af7651916cd43dd8448eb211c80319c"), (fact.Node, fact.Trace));
        Assert.Equal(clock.Now.ToUnixTimeMilliseconds(), fact.At);
        Assert.NotNull(fact.DetailDigest);
    }

    [Fact]
    public async Task The_code_of_a_fact_verifies_and_any_changed_column_breaks_it()
    {
        await WriteAsync();
        var mac = store.Get<AuditMac>();
        var fact = Assert.Single(await FactsAsync());
        Assert.True(mac.Verifies(fact));

        Execute(on.UnguardFacts); // what the database's owner can do
        foreach (var change in new[] { "code = 'grant.opened'", "outcome = 'ok'", "reason = null", "subject = null", "at = at + 1", "address = '192.0.2.8'", "port = null", "client = 'partner'", "unit = membership", "detail_digest = null" })
        {
            Execute($"update audit_fact set {change}");
            Assert.False(mac.Verifies(Assert.Single(await FactsAsync())), change);
            await RestoreAsync(fact);
            Assert.True(mac.Verifies(Assert.Single(await FactsAsync())));
        }
    }

    [Theory]
    [InlineData("update audit_fact set reason = null")]
    [InlineData("delete from audit_fact")]
    [InlineData("update audit_detail set salt = detail_sealed")]
    [Trait("Case", "AD-14")]
    public async Task Facts_can_be_neither_changed_nor_deleted(string sql)
    {
        await WriteAsync();
        var refusal = Assert.ThrowsAny<DbException>(() => Execute(sql));
        Assert.Contains("never", refusal.Message, StringComparison.Ordinal);
        Assert.Single(await FactsAsync());
    }

    [Fact]
    public async Task The_detail_is_sealed_and_can_be_erased_while_the_fact_stays_verifiable()
    {
        await WriteAsync();
        var bytes = (byte[])store.Query("select detail_sealed from audit_detail")[0][0]!;
        Assert.False(bytes.AsSpan().IndexOf("masked-account"u8) >= 0);

        Execute("delete from audit_detail");

        Assert.True(store.Get<AuditMac>().Verifies(Assert.Single(await FactsAsync())));
    }

    [Fact]
    [Trait("Case", "FT-06")]
    public async Task A_fact_that_cannot_be_written_undoes_what_it_tells()
    {
        Execute(on.Refuse("audit_fact"));
        var grant = samples.AGrant(samples.Wang.Id, null, null);
        await Assert.ThrowsAnyAsync<Exception>(async () => await store.Get<ILedger>().ApplyAsync(Samples.List(new Change.Open(grant), Fact()), Ct));
        Assert.Equal(0, store.Count("\"grant\""));
    }

    [Fact]
    public async Task Facts_of_the_domain_keep_the_origin_they_tell()
    {
        var fact = new AuditFact
        {
            Code = FactCodes.SignIn,
            Result = AuditResult.Ok,
            At = clock.Now,
            Subject = samples.Sun.Id,
            Origin = new RequestOrigin("192.0.2.99", 1, "other", "partner"),
        };
        await store.Get<ICredentialStore>().SettleAttemptAsync(new AttemptSettled(null, false, null, null, [fact]), Ct);

        var written = Assert.Single(await FactsAsync());
        Assert.Equal(("192.0.2.99", 1, "other", "partner", "ok"), (written.Address, written.Port, written.Agent, written.Client, written.Outcome));
        Assert.True(store.Get<AuditMac>().Verifies(written));
    }

    private Change.Fact Fact() => new(
        "grant.denied", "refused", "ended", null, new SubjectId(samples.Wang.Id.ToString()), new ContextId(samples.Member.Id.ToString()), new ClientId("hall"),
        JsonElement.Parse("""{"account":"masked-account"}"""));

    private protected async Task WriteAsync() => Assert.IsType<Outcome.Done>(await store.Get<ILedger>().ApplyAsync(Samples.List(Fact()), Ct));

    private async Task<List<AuditFactRow>> FactsAsync() => await store.Get<IHallDatabase>().WriteAsync(
        write =>
        {
            using var db = HallDb.Within(write);
            return db.Set<AuditFactRow>().AsNoTracking().OrderBy(fact => fact.Tx).ThenBy(fact => fact.Id).ToList().Where(fact => !beforeTest.Contains(fact.Id)).ToList();
        },
        Ct);

    private async Task RestoreAsync(AuditFactRow fact) => await store.Get<IHallDatabase>().WriteAsync(
        write =>
        {
            using var db = HallDb.Within(write);
            db.Update(fact);
            return db.SaveChanges();
        },
        Ct);

    private protected void Execute(string sql) => store.Query(sql);
}

public sealed class AuditFactTestsOnSqlite() : AuditFactTests(TestDatabase.Sqlite)
{
    [Fact]
    [Trait("Case", "AD-14")]
    public async Task Facts_cannot_be_replaced()
    {
        await WriteAsync();
        Assert.Contains("never", Assert.ThrowsAny<DbException>(() => Execute("insert or replace into audit_fact select * from audit_fact")).Message, StringComparison.Ordinal);
    }
}

public sealed class AuditFactTestsOnPostgreSql(PostgreSqlTests server) : AuditFactTests(server)
{
    [Theory]
    [InlineData("insert into audit_fact select * from audit_fact on conflict (id) do update set reason = null")]
    [InlineData("truncate audit_fact")]
    [Trait("Case", "AD-14")]
    public async Task Facts_cannot_be_replaced_or_emptied(string sql)
    {
        await WriteAsync();
        Assert.Contains("never", Assert.ThrowsAny<DbException>(() => Execute(sql)).Message, StringComparison.Ordinal);
    }
}
