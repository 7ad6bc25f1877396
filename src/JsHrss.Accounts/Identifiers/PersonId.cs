using System.Security.Cryptography;

namespace JsHrss.Accounts.Identifiers;

/// <summary>A person's subject: stable for ever, random, unrelated to the row's key, the document or the time of registration (case PI-03).</summary>
/// <param name="Value">16 random bytes.</param>
public readonly record struct PersonId(Guid Value)
{
    private const string Prefix = "p_";

    /// <summary>A new subject: 128 random bits (a version 4 UUID would have 122).</summary>
    public static PersonId New()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        return new(new Guid(bytes, bigEndian: true));
    }

    /// <summary>Reads the public form; null for anything else.</summary>
    public static PersonId? Read(string? text) => PublicId.Read(Prefix, text) is { } value ? new(value) : null;

    /// <summary>Public form: <c>p_</c> and 26 characters.</summary>
    public override string ToString() => PublicId.Write(Prefix, Value);
}
