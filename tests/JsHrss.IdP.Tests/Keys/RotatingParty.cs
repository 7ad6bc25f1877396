using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using JsHrss.IdP.Tests.Hosting;

namespace JsHrss.IdP.Tests.Keys;

/// <summary>
/// A relying party with one person, going through everything that keys are used for, again and again. It keeps the JWK Set exactly as long as the server allows
/// and asks no earlier, so that a key that signs before it was seen is a failure.
/// </summary>
internal sealed class RotatingParty(IdpHost host, string account, ConcurrentQueue<string> failures) : IDisposable
{
    private readonly HttpBrowser _browser = new();
    private readonly Relying _hall = Relying.Hall(host, "openid profile");
    private readonly HttpClient _http = new() { BaseAddress = new Uri(host.Issuer) };
    private Dictionary<string, JsonElement> _keys = [];
    private DateTimeOffset _keysUntil = DateTimeOffset.MinValue;
    private string _refreshToken = "";
    private Stop? _form;
    private int _rounds;

    public int Rounds => Volatile.Read(ref _rounds);

    /// <summary>Signature checks done.</summary>
    public int Validations { get; private set; }

    /// <summary>Keys it saw sign, in the order in which they began.</summary>
    public List<string> Seen { get; } = [];

    public async Task SignInAsync() => _refreshToken = (await _hall.RedeemAsync(await _browser.AsPersonAsync(_hall, account)))["refresh_token"]!;

    public async Task RunAsync(CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            try
            {
                await RoundAsync();
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                failures.Enqueue($"{host.Clock.GetUtcNow():O} {failure.Message}");
                if (failures.Count > 20)
                    return;
            }

            Interlocked.Increment(ref _rounds);
        }
    }

    public void Dispose()
    {
        _browser.Dispose();
        _hall.Dispose();
        _http.Dispose();
    }

    private async Task RoundAsync()
    {
        var back = await _browser.GoAsync(_hall.AuthorizeUrl(("prompt", "none")));
        Check(back["code"] is not null, $"signed out: {back["error"]} {back.Url}");
        var tokens = await _hall.RedeemAsync(back["code"]!);
        Check(tokens.Status == HttpStatusCode.OK, $"code refused: {tokens.Json}");
        // In the order in which they were signed.
        await ValidateAsync(tokens["access_token"]!);
        await ValidateAsync(tokens["id_token"]!);
        var claims = await _hall.GetAsync("/connect/userinfo", tokens["access_token"]!);
        Check(claims.Status == HttpStatusCode.OK, $"userinfo refused: {claims.Challenge}");
        Check((await _hall.IntrospectAsync(tokens["access_token"]!))["active"] == "True", "introspection says inactive");
        var refreshed = await _hall.RefreshAsync(_refreshToken);
        Check(refreshed.Status == HttpStatusCode.OK, $"refresh refused: {refreshed.Json}");
        _refreshToken = refreshed["refresh_token"] ?? _refreshToken;

        // The form of the last round: its antiforgery token may be of the ring key before.
        if (_form is { } form)
            Check((await _browser.SubmitAsync(form, "form[action*='display']", ("size", "large"))).Status == HttpStatusCode.OK, "a form was refused");
        _form = await _browser.GoAsync(host.Issuer + "/help");
        Check(_form.Status == HttpStatusCode.OK, $"a page answered {_form.Status}");
    }

    private async Task ValidateAsync(string token)
    {
        if (host.Clock.GetUtcNow() >= _keysUntil)
            await FetchKeysAsync();
        var parts = token.Split('.');
        var kid = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0])).RootElement.GetProperty("kid").GetString()!;
        Check(_keys.TryGetValue(kid, out var key), $"the key {kid} signs, and the set that may be kept until {_keysUntil:O} holds {string.Join(' ', _keys.Keys)} (seen before: {string.Join(' ', Seen)})");
        using var ecdsa = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Base64Url.DecodeFromChars(key.GetProperty("x").GetString()), Y = Base64Url.DecodeFromChars(key.GetProperty("y").GetString()) },
        });
        Check(ecdsa.VerifyData(Encoding.ASCII.GetBytes(token[..token.LastIndexOf('.')]), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256), $"the signature of {kid} does not verify");
        if (Seen.LastOrDefault() != kid)
            Seen.Add(kid);
        Validations++;
    }

    private async Task FetchKeysAsync()
    {
        var asked = host.Clock.GetUtcNow();
        using var answer = await _http.GetAsync("/connect/jwks", TestContext.Current.CancellationToken);
        var set = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        _keys = set.GetProperty("keys").EnumerateArray().ToDictionary(key => key.GetProperty("kid").GetString()!);
        _keysUntil = asked + answer.Headers.CacheControl!.MaxAge!.Value;
    }

    private static void Check(bool holds, string otherwise)
    {
        if (!holds)
            throw new InvalidOperationException(otherwise);
    }
}
