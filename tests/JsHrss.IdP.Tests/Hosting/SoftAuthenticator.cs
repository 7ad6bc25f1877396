using System.Buffers.Binary;
using System.Buffers.Text;
using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace JsHrss.IdP.Tests.Hosting;

/// <summary>A passkey in memory (WebAuthn level 3 §6), which can also be made to answer wrongly.</summary>
public sealed class SoftAuthenticator(string origin) : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] _id = RandomNumberGenerator.GetBytes(32);
    private byte[]? _userHandle;

    /// <summary>Counted up by every answer; null: it does not count and says 0 for ever.</summary>
    public uint? SignCount { get; set; }

    public string Origin { get; set; } = origin;

    public bool VerifiesUser { get; set; } = true;

    /// <summary>Says that the page was framed by another site.</summary>
    public bool IsCrossOrigin { get; set; }

    /// <summary>Claims to be another person's.</summary>
    public string? UserHandle { get; set; }

    /// <summary>Changes what the browser says it asked, after it was signed.</summary>
    public Func<string, string>? Tampers { get; set; }

    /// <summary>Makes the passkey, as <c>navigator.credentials.create</c> answers.</summary>
    public string Make(JsonElement options)
    {
        _userHandle = Base64Url.DecodeFromChars(options.GetProperty("user").GetProperty("id").GetString());
        var client = ClientData("webauthn.create", options);
        var writer = new CborWriter();
        writer.WriteStartMap(3);
        writer.WriteTextString("fmt");
        writer.WriteTextString("none");
        writer.WriteTextString("attStmt");
        writer.WriteStartMap(0);
        writer.WriteEndMap();
        writer.WriteTextString("authData");
        writer.WriteByteString([.. AuthenticatorData(options.GetProperty("rp").GetProperty("id").GetString()!, attested: true), .. new byte[16], 0, (byte)_id.Length, .. _id, .. PublicKey()]);
        writer.WriteEndMap();
        return Credential(new JsonObject
        {
            ["clientDataJSON"] = Text(Tampered(client)),
            ["attestationObject"] = Text(writer.Encode()),
            ["transports"] = new JsonArray("internal"),
        });
    }

    /// <summary>Answers a question, as <c>navigator.credentials.get</c> does.</summary>
    public string Answer(JsonElement options)
    {
        if (SignCount is { } count)
            SignCount = count + 1;
        var client = ClientData("webauthn.get", options);
        var data = AuthenticatorData(options.GetProperty("rpId").GetString()!, attested: false);
        var signature = _key.SignData([.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return Credential(new JsonObject
        {
            ["clientDataJSON"] = Text(Tampered(client)),
            ["authenticatorData"] = Text(data),
            ["signature"] = Text(signature),
            ["userHandle"] = Text(UserHandle is { } other ? Encoding.UTF8.GetBytes(other) : _userHandle!),
        });
    }

    public void Dispose() => _key.Dispose();

    private byte[] ClientData(string type, JsonElement options) => JsonSerializer.SerializeToUtf8Bytes(
        new { type, challenge = options.GetProperty("challenge").GetString(), origin = Origin, crossOrigin = IsCrossOrigin });

    private byte[] Tampered(byte[] client) => Tampers is null ? client : Encoding.UTF8.GetBytes(Tampers(Encoding.UTF8.GetString(client)));

    private byte[] AuthenticatorData(string party, bool attested)
    {
        var flags = (byte)(0x01 | (VerifiesUser ? 0x04 : 0) | (attested ? 0x40 : 0));
        var count = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(count, SignCount ?? 0);
        return [.. SHA256.HashData(Encoding.UTF8.GetBytes(party)), flags, .. count];
    }

    private byte[] PublicKey()
    {
        var point = _key.ExportParameters(false).Q;
        var writer = new CborWriter(CborConformanceMode.Ctap2Canonical);
        writer.WriteStartMap(5);
        writer.WriteInt32(1);
        writer.WriteInt32(2);
        writer.WriteInt32(3);
        writer.WriteInt32(-7);
        writer.WriteInt32(-1);
        writer.WriteInt32(1);
        writer.WriteInt32(-2);
        writer.WriteByteString(point.X!);
        writer.WriteInt32(-3);
        writer.WriteByteString(point.Y!);
        writer.WriteEndMap();
        return writer.Encode();
    }

    private string Credential(JsonObject response) => new JsonObject
    {
        ["id"] = Text(_id),
        ["rawId"] = Text(_id),
        ["type"] = "public-key",
        ["response"] = response,
        ["clientExtensionResults"] = new JsonObject(),
    }.ToJsonString();

    private static string Text(byte[] bytes) => Base64Url.EncodeToString(bytes);
}

/// <summary>A question that the server asked.</summary>
public sealed record PasskeyQuestion(string Ticket, JsonElement Options);
