using System.Text.Json;
using System.Text.Json.Serialization;
using UpstreamSandbox.Web;

namespace UpstreamSandbox.Phone;

/// <summary>Who is signed in to the app, with the tokens.</summary>
internal sealed record PhoneTokens(string Account, string Name, string AccessToken, DateTimeOffset ExpiresAt, string? RefreshToken);

/// <summary>One phone: a key of its own that never leaves it, and perhaps somebody signed in. Kept in a file, so that a restart does not lose it.</summary>
internal sealed class SimulatedPhone : IDisposable
{
    private readonly DataFolder _folder;
    private PhoneTokens? _tokens;

    public SimulatedPhone(int number, DataFolder folder)
    {
        (Number, _folder) = (number, folder);
        var path = folder.PathOf(FileName);
        if (File.Exists(path) && JsonSerializer.Deserialize(File.ReadAllText(path), PhoneJson.Default.PhoneFile) is { } kept)
        {
            Key = PhoneKey.Read(kept.Key);
            _tokens = kept.Tokens;
            return;
        }

        Key = PhoneKey.Make();
        Keep();
    }

    public int Number { get; }

    public PhoneKey Key { get; }

    /// <summary>One conversation with the server at a time: a refresh token must not be used twice.</summary>
    public SemaphoreSlim Turn { get; } = new(1);

    /// <summary>The last nonces that the server gave for its token endpoint and for its APIs (RFC 9449 §8, §9); lost at a restart, then given anew.</summary>
    public string? TokenNonce { get; set; }

    /// <inheritdoc cref="TokenNonce"/>
    public string? ApiNonce { get; set; }

    public PhoneTokens? Tokens
    {
        get => _tokens;
        set
        {
            _tokens = value;
            Keep();
        }
    }

    private string FileName => $"phones/{Number}.json";

    public void Dispose()
    {
        Key.Dispose();
        Turn.Dispose();
    }

    private void Keep() => _folder.Write(FileName, JsonSerializer.Serialize(new PhoneFile(Key.ToPem(), _tokens), PhoneJson.Default.PhoneFile));
}

internal sealed record PhoneFile(string Key, PhoneTokens? Tokens);

[JsonSerializable(typeof(PhoneFile))]
internal sealed partial class PhoneJson : JsonSerializerContext;
