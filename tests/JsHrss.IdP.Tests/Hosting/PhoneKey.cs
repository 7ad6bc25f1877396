using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using JsHrss.Accounts;
using JsHrss.Accounts.AppKeys;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.FaceChecks;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.QrSignIn;
using JsHrss.Accounts.SignIn;
using JsHrss.Accounts.Units;
using Microsoft.Extensions.DependencyInjection;

namespace JsHrss.IdP.Tests.Hosting;

/// <summary>What the simulated app's key signs under an approval.</summary>
public static class Approving
{
    public static string Approve(this ECDsa key, string request, string shownText, string context, DateTimeOffset at)
    {
        var q = key.ExportParameters(includePrivateParameters: false).Q;
        var header = new { alg = "ES256", typ = "jshrss-approval+jwt", jwk = new { kty = "EC", crv = "P-256", x = Base64Url.EncodeToString(q.X), y = Base64Url.EncodeToString(q.Y) } };
        var payload = new { request, shown = Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(shownText))), context, decision = "confirm", iat = at.ToUnixTimeSeconds() };
        var input = $"{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(header))}.{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(payload))}";
        return $"{input}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(input), HashAlgorithmName.SHA256))}";
    }

    public static string Thumbprint(this ECDsa key)
    {
        var q = key.ExportParameters(includePrivateParameters: false).Q;
        return Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($$"""{"crv":"P-256","kty":"EC","x":"{{Base64Url.EncodeToString(q.X)}}","y":"{{Base64Url.EncodeToString(q.Y)}}"}""")));
    }

    /// <summary>As a face check on that phone does (<c>AppFaceTests</c> goes the whole way), for tests of what follows from it. The level stays as it is.</summary>
    public static async Task EnrolAsync(this IdpHost host, PersonId person, string thumbprint)
    {
        var (checks, now, ct) = (host.Services.GetRequiredService<IFaceChecks>(), host.Clock.GetUtcNow(), TestContext.Current.CancellationToken);
        var profile = (await host.Services.GetRequiredService<IUnitStore>().MembershipsAsync(person, ct))!.Person.Profile.Value;
        var check = new FaceCheck
        {
            Id = FaceCheckId.New(now),
            Flow = EnrolAppKey.FlowOf(thumbprint),
            Person = person,
            Subject = new FaceSubject(profile.Name, profile.Document),
            Channel = FaceChannels.App,
            Order = FaceOrderNumber.Next(),
            CreatedAt = now,
            EndsAt = now + FaceCheck.Window,
        };
        Assert.True(await checks.OpenAsync(new FaceCheckOpened(check, FaceNotice.Agree(FaceNotice.Chinese, now), []), new FaceOptions { AttemptsPerDevice = 1000 }, ct));
        Assert.True(await checks.DecideAsync(new FaceCheckDecided(check with { Reference = FaceReference.Read(check.Order.Value) }, null, thumbprint, null, now, []), new FaceOptions(), ct));
        var key = new AppKey(AppKeyId.New(now), person, thumbprint, now, check.Id);
        Assert.Equal(AppKeyEnrolment.Enrolled, await host.Services.GetRequiredService<IAppKeyStore>().EnrolAsync(new AppKeyEnrolled(key, new SpentFaceCheck(check.Id, check.Flow, person, thumbprint, now), []), ct));
    }

    public static async Task<PersonId> PersonAsync(this IdpHost host, string mobile) =>
        (await host.Services.GetRequiredService<IAccountDirectory>().FindPersonsAsync(AccountIdentifier.Read(mobile, ChinaTime.DayOf(host.Clock.GetUtcNow())), TestContext.Current.CancellationToken)).Single().Person.Id;
}

/// <summary>A phone past the wire, over the use cases: for tests of the browser's side.</summary>
internal sealed class PhoneKey(IdpHost host, PersonId person) : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private AppHolder Holder => new(person, _key.Thumbprint(), RequestOrigin.Unknown);

    public static async Task<PhoneKey> OfAsync(IdpHost host, string mobile, bool isEnrolled = false)
    {
        var phone = new PhoneKey(host, await host.PersonAsync(mobile));
        if (isEnrolled)
            await host.EnrolAsync(phone.Holder.Person, phone.Holder.Thumbprint);
        return phone;
    }

    public async Task<Result<QrRequest>> ScanAsync(string code) => await host.Services.GetRequiredService<ScanTicket>().HandleAsync(code, Holder, TestContext.Current.CancellationToken);

    public async Task<string?> ConfirmAsync(QrRequest request, string context) => (await host.Services.GetRequiredService<ConfirmTicket>().HandleAsync(
        new QrConfirmation(request.Ticket.Id, context, _key.Approve(request.Ticket.Id.ToString(), request.Ticket.ShownText, context, host.Clock.GetUtcNow())), Holder, TestContext.Current.CancellationToken))?.Code;

    public async Task<string?> DenyAsync(QrRequest request, bool isMine = false) =>
        (await host.Services.GetRequiredService<DenyTicket>().HandleAsync(request.Ticket.Id, isMine, Holder, TestContext.Current.CancellationToken))?.Code;

    public async Task SignInAsync(string code, string context) => Assert.Null(await ConfirmAsync((await ScanAsync(code)).Value, context));

    public void Dispose() => _key.Dispose();
}
