using System.Text.Json;
using JsHrss.OpenId.Ports;

namespace JsHrss.OpenId.Tests.Ledger;

public abstract partial class LedgerContract
{
    [Fact]
    public async Task What_was_kept_is_found_with_its_grant_exactly_as_it_was_kept()
    {
        var (ledger, grant, code) = await WithCodeAsync();

        var found = await ledger.LookAsync(code, Ct);

        Assert.NotNull(found);
        Assert.Equal(code.Key, found.Handle.Key);
        Assert.Equal(Keepsake.AuthorizationCode, found.Handle.Kind);
        Assert.Equal(Client, found.Client);
        Assert.Equal("""{"challenge":"x"}"""u8.ToArray(), found.Payload.ToArray());
        Assert.Equal(Clock.Now.AddSeconds(60), found.ExpiresAt);
        Assert.Null(found.SpentAt);
        Assert.Null(found.Successor);
        Assert.Empty(found.Answers);
        AssertSame(grant, found.Grant);
    }

    [Fact]
    public async Task A_grant_with_no_optional_member_comes_back_as_it_was()
    {
        var ledger = await OpenAsync();
        var bare = AGrant() with
        {
            Entitlement = new Entitlement(null, null, null, null, ["demo.read"], [], null, null, Confirmation.None, null),
            IdleUntil = null,
        };
        var code = Mint(Keepsake.AuthorizationCode);
        await ledger.ApplyAsync(List(new Change.Open(bare), KeepCode(code, bare)), Ct);

        AssertSame(bare, (await ledger.LookAsync(code, Ct))?.Grant);
    }

    [Fact]
    public async Task An_unknown_key_is_not_found()
    {
        var ledger = await OpenAsync();
        Assert.Null(await ledger.LookAsync(Mint(Keepsake.AuthorizationCode), Ct));
    }

    [Fact]
    [Trait("Spec", "RFC 6749 §10.4/forged")]
    [Trait("Case", "CD-12")]
    public async Task The_right_key_with_another_secret_is_not_found()
    {
        var (ledger, _, code) = await WithCodeAsync();
        var forged = Mint(Keepsake.AuthorizationCode) with { Key = code.Key };
        Assert.Null(await ledger.LookAsync(forged, Ct));
    }

    [Fact]
    [Trait("Case", "CD-11")]
    public async Task A_handle_of_one_kind_never_finds_another()
    {
        var (ledger, _, code) = await WithCodeAsync();
        Assert.Null(await ledger.LookAsync(code with { Kind = Keepsake.RefreshToken }, Ct));
        Assert.Null(await ledger.LookAsync(code with { Kind = Keepsake.Interaction }, Ct));
    }

    [Fact]
    public async Task Expired_and_spent_things_are_still_found()
    {
        var (ledger, _, code) = await WithCodeAsync();
        await ledger.ApplyAsync(List(new Change.Spend(code, Client, null)), Ct);
        var spentAt = Clock.Now;
        Clock.Advance(TimeSpan.FromMinutes(5));

        var found = await ledger.LookAsync(code, Ct);

        Assert.Equal(spentAt, found?.SpentAt);
    }

    [Fact]
    public async Task A_refresh_token_is_found_by_its_key_alone()
    {
        var (ledger, grant, refresh) = await WithRefreshAsync();

        var found = await ledger.LookAtSuccessorAsync(refresh.Key, Ct);

        AssertSame(grant, found?.Grant);
        Assert.Equal(refresh.SecretDigest.ToArray(), found?.Handle.SecretDigest.ToArray());
        Assert.Null(await ledger.LookAtSuccessorAsync(Guid.CreateVersion7(Clock.Now), Ct));
    }

    private static void AssertSame(Grant expected, Grant? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(expected with { Entitlement = actual.Entitlement }, actual);
        var (wanted, got) = (expected.Entitlement, actual.Entitlement);
        Assert.Equal(wanted.Subject, got.Subject);
        Assert.Equal(wanted.Context, got.Context);
        Assert.Equal(wanted.Session, got.Session);
        Assert.Equal(wanted.Actor, got.Actor);
        Assert.Equal(wanted.Confirmation, got.Confirmation);
        Assert.Equal(wanted.Scopes.ToArray(), got.Scopes.ToArray());
        Assert.Equal(wanted.Resources.ToArray(), got.Resources.ToArray());
        AssertSame(wanted.AuthorizationDetails, got.AuthorizationDetails);
        AssertSame(wanted.ClaimsRequest, got.ClaimsRequest);
        Assert.Equal(wanted.Authentication is null, got.Authentication is null);
        if (wanted.Authentication is null)
            return;
        Assert.Equal(wanted.Authentication with { Amr = got.Authentication!.Amr }, got.Authentication);
        Assert.Equal(wanted.Authentication.Amr.ToArray(), got.Authentication.Amr.ToArray());
    }

    private static void AssertSame(JsonElement? expected, JsonElement? actual)
    {
        Assert.Equal(expected is null, actual is null);
        Assert.True(expected is null || JsonElement.DeepEquals(expected.Value, actual!.Value));
    }
}
