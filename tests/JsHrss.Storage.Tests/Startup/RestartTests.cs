using System.Text;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Sessions;
using JsHrss.Accounts.SignIn;
using JsHrss.Accounts.Units;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Ledger;
using JsHrss.Storage.Startup;
using JsHrss.Storage.Tests.Databases;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Hosting;
using Proof = JsHrss.Accounts.SignIn.Proof;

namespace JsHrss.Storage.Tests.Startup;

public abstract class RestartTests(TestDatabase on)
{
    private readonly HandMovedClock clock = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Case", "PI-09")]
    public async Task A_restart_signs_nobody_out_and_invalidates_nothing()
    {
        await using var before = await TestStore.StartAsync(on, clock);
        var samples = new Samples(clock);
        await before.Get<IAccountsSeed>().PlantAsync(samples.Plan, Ct);
        var (handle, _) = SessionHandle.Mint(clock.Now);
        await before.Get<ISessionStore>().BeginAsync(
            new SessionBegun(handle, samples.Sun.Id, new Proof(ProofMethod.PersonalPassword, clock.Now, null, null, null), clock.Now, clock.Now.AddMinutes(30), clock.Now.AddHours(12), RequestOrigin.Unknown, null, []), Ct);
        var grant = samples.AGrant(samples.Sun.Id, null, handle.Id.Value);
        var refresh = Handle.Mint(Keepsake.RefreshToken, clock.Now).Handle;
        await before.Get<ILedger>().ApplyAsync(Samples.List(new Change.Open(grant), new Change.Keep(refresh, grant.Client, grant.Id, default, grant.EndsAt)), Ct);
        var cookie = before.Get<IDataProtectionProvider>().CreateProtector("cookie").Protect("sealed before");
        var signer = before.Get<ISigningKeys>().For("ES256");
        var signature = new byte[64];
        signer.Sign("input"u8, signature);
        var jwks = before.Get<ISigningKeys>().Jwks.ToArray();
        var sid = Sid(before, samples);
        var successor = Successor(before, refresh);

        await using var after = await before.RestartAsync(clock);

        Assert.Equal("sealed before", after.Get<IDataProtectionProvider>().CreateProtector("cookie").Unprotect(cookie));
        Assert.True(after.Get<ISigningKeys>().Verify(signer.Kid, "ES256", "input"u8, signature));
        Assert.Equal(jwks, after.Get<ISigningKeys>().Jwks.ToArray());
        Assert.Equal(signer.Kid, after.Get<ISigningKeys>().For("ES256").Kid);
        Assert.True((await after.Get<ISessionStore>().FindAsync(handle, Ct))?.Session.State.IsLiveAt(clock.Now));
        Assert.Equal(grant.Id, (await after.Get<ILedger>().LookAsync(refresh, Ct))?.Grant?.Id);
        Assert.Equal("孙示名", (await after.Get<IUnitStore>().MembershipsAsync(samples.Sun.Id, Ct))?.Person.Profile.Value.Name.Value);
        Assert.Equal(sid, Sid(after, samples));
        Assert.Equal(successor, Successor(after, refresh));
        Assert.NotEmpty(after.Get<IBusinessItems>().All);
    }

    [Fact]
    [Trait("Case", "PI-06")]
    public async Task The_published_keys_have_no_private_member_and_the_stored_one_is_sealed()
    {
        await using var store = await TestStore.StartAsync(on, clock);
        var jwks = Encoding.UTF8.GetString(store.Get<ISigningKeys>().Jwks.Span);
        Assert.DoesNotContain("\"d\"", jwks, StringComparison.Ordinal);
        Assert.Contains("\"crv\":\"P-256\"", jwks, StringComparison.Ordinal);
        var @sealed = (byte[])store.Query("select private_sealed from signing_key")[0][0]!;
        Assert.Equal(new byte[] { 1, 1 }, @sealed[..2]);
        Assert.DoesNotContain("masterKey", (string)store.Query("select xml from ring_key")[0][0]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Production_makes_neither_key_nor_schema()
    {
        await using var fresh = await TestStore.FreshAsync(on, Environments.Production);
        Assert.Throws<InvalidOperationException>(() => fresh.Get<IStorageStartup>());
        Assert.False(File.Exists(Path.Combine(fresh.Folder, "master.key")));
    }

    [Fact]
    public async Task Production_serves_what_was_migrated_and_refuses_what_was_not()
    {
        await using var development = await TestStore.StartAsync(on, clock);
        await development.DisposeKeepingFilesAsync();
        await using (var production = TestStore.Over(development, clock, Environments.Production))
            await production.Get<IStorageStartup>().PrepareAsync(Ct);

        await using var empty = await TestStore.FreshAsync(on, Environments.Production);
        File.Copy(Path.Combine(development.Folder, "master.key"), Path.Combine(empty.Folder, "master.key"));
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(async () => await empty.Get<IStorageStartup>().PrepareAsync(Ct));
        Assert.Contains("migrate", refusal.Message, StringComparison.Ordinal);
    }

    private static string Sid(TestStore store, Samples samples) =>
        store.Get<ISubjectIdentifiers>().Session(new SessionId(Guid.Empty), new ClientId("hall"), new ContextId(samples.Member.Id.ToString()));

    private static byte[] Successor(TestStore store, Handle refresh)
    {
        var secret = new byte[32];
        store.Get<ISuccessorKeys>().Derive(refresh.SecretDigest.Span, refresh.Key, secret);
        return secret;
    }
}

public sealed class RestartTestsOnSqlite() : RestartTests(TestDatabase.Sqlite)
{
    [Fact]
    public async Task Nobody_else_on_the_machine_reads_the_files()
    {
        await using var store = await TestStore.StartAsync(TestDatabase.Sqlite, new HandMovedClock());
        if (OperatingSystem.IsWindows())
            return;
        foreach (var file in Directory.GetFiles(store.Folder))
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task A_second_process_is_kept_out_with_a_reason()
    {
        await using var first = await TestStore.StartAsync(TestDatabase.Sqlite, new HandMovedClock());
        var second = TestStore.Over(first, new HandMovedClock(), Environments.Development);
        var refusal = Assert.Throws<InvalidOperationException>(() => second.Get<IStorageStartup>());
        Assert.Contains("Another process", refusal.Message, StringComparison.Ordinal);
        await second.DisposeAsync();
    }
}

public sealed class RestartTestsOnPostgreSql(PostgreSqlTests server) : RestartTests(server);
