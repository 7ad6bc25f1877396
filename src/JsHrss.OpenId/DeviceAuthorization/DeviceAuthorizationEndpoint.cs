using System.Text.Json;
using JsHrss.OpenId.Authorization;
using JsHrss.OpenId.ClientAuthentication;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace JsHrss.OpenId.DeviceAuthorization;

/// <summary>The device authorization endpoint (RFC 8628 §3.1), from top to bottom as it happens.</summary>
internal sealed class DeviceAuthorizationEndpoint(
    ClientAuthenticator clients, RequestGate gate, UserCodes userCodes, DevicePolls polls, TimeProvider clock, IOptions<OpenIdProviderOptions> options)
{
    /// <summary>A user code is met again once in a million; three times in a row means that something else is wrong.</summary>
    private const int MaxTries = 3;

    private readonly OpenIdProviderOptions _options = options.Value;

    public async ValueTask<ProtocolAnswer> AnswerAsync(HttpContext http, CancellationToken ct)
    {
        if ((await FormReader.ReadAsync(http, ct).ConfigureAwait(false)).Failed(out var unreadable, out var form))
            return unreadable;
        if ((await clients.AuthenticateAsync(http, form, ct).ConfigureAwait(false)).Failed(out var stranger, out var caller))
            return stranger;
        if (form["client_id"] is { } named && !string.Equals(named, caller.Client.Id.Value, StringComparison.Ordinal))
            return await RefuseAsync(ProtocolErrors.InvalidRequest("client_id and the authenticated client differ.")).ConfigureAwait(false);

        var parameters = RequestParameters.PushedBy(caller.Client, form);
        var payload = new DevicePayload(parameters.ToEncoded(), AddressOf(http), clock.GetUtcNow().ToUnixTimeMilliseconds());
        if (payload.Request.Length > ParameterBounds.Request)
            return await RefuseAsync(ProtocolErrors.InvalidRequest("The request is too long.", status: StatusCodes.Status413PayloadTooLarge)).ConfigureAwait(false);

        for (var tries = 0; tries < MaxTries; tries++)
        {
            var device = Mint(payload, out var handle, out var deviceCode);
            if (await gate.PassAsync(new RawRequest(parameters) { Device = device }, ct).ConfigureAwait(false) is Reading.Unaddressed(var breach, _))
                return await RefuseAsync(breach).ConfigureAwait(false);
            var keep = new Change.KeepDevice(handle, caller.Client.Id, device.UserCode, payload.ToBytes(), device.ExpiresAt);
            switch (await clients.ApplyAsync(http, caller, [keep]).ConfigureAwait(false))
            {
                case Outcome.Done:
                    polls.Began(handle, caller.Client.Id, device.ExpiresAt);
                    return Write(device, deviceCode);
                case Outcome.AlreadySeen seen:
                    return ClientAuthenticator.Replayed(caller, seen);
                case Outcome.Taken:
                    continue;
                default:
                    throw new InvalidOperationException("A new device code was refused by the ledger.");
            }
        }

        throw new InvalidOperationException("No free user code was found.");

        async ValueTask<ProtocolAnswer> RefuseAsync(ProtocolError breach) => await clients.RefuseAsync(http, caller, breach).ConfigureAwait(false);
    }

    private AskedDevice Mint(DevicePayload payload, out Handle handle, out string deviceCode)
    {
        var now = clock.GetUtcNow();
        (handle, deviceCode) = Handle.Mint(Keepsake.DeviceCode, now);
        return new AskedDevice(userCodes.Next(), payload.Address, now, now + _options.DeviceCodeLifetime) { Key = handle.Key };
    }

    private ProtocolAnswer.Json Write(AskedDevice device, string deviceCode) => new(JsonText.Write((device.UserCode, deviceCode, _options), static (json, of) =>
    {
        var (userCode, deviceCode, options) = of;
        var address = options.Issuer + options.DeviceVerificationPath;
        json.WriteStartObject();
        json.WriteString("device_code"u8, deviceCode);
        json.WriteString("user_code"u8, userCode.Shown);
        json.WriteString("verification_uri"u8, address);
        json.WriteString("verification_uri_complete"u8, $"{address}?user_code={userCode.Shown}");
        json.WriteNumber("expires_in"u8, (long)options.DeviceCodeLifetime.TotalSeconds);
        json.WriteNumber("interval"u8, (long)options.DevicePollInterval.TotalSeconds);
        json.WriteEndObject();
    }));

    private static string? AddressOf(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString() : null;
}
