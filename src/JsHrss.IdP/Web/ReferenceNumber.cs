using System.Security.Cryptography;

namespace JsHrss.IdP.Web;

/// <summary>What a person reads to the hotline so that the log line can be found; says nothing by itself.</summary>
/// <param name="Value">Eight signs that are hard to mishear or misread.</param>
internal readonly record struct ReferenceNumber(string Value)
{
    private const string Signs = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    /// <summary>As shown: four and four.</summary>
    public string Spaced => $"{Value[..4]}-{Value[4..]}";

    public static ReferenceNumber New() => new(RandomNumberGenerator.GetString(Signs, 8));

    /// <inheritdoc />
    public override string ToString() => Value;
}
