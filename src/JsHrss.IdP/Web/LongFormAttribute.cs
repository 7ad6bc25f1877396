using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace JsHrss.IdP.Web;

/// <summary>A page whose form is longer than those of all others: a tick for each item of the catalogue. Only such a page reads more than <see cref="Hosting.ServerLimits"/> allow (cases HT-05, HT-06).</summary>
/// <param name="values">So many fields.</param>
/// <param name="bytes">So many bytes; routing holds the server to it.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class LongFormAttribute(int values, long bytes) : Attribute, IRequestSizeLimitMetadata
{
    /// <inheritdoc />
    public long? MaxRequestBodySize => bytes;

    /// <summary>The limits of the others, with more fields.</summary>
    public FormOptions Widen(FormOptions others) => new()
    {
        ValueCountLimit = values,
        KeyLengthLimit = others.KeyLengthLimit,
        ValueLengthLimit = others.ValueLengthLimit,
        BufferBodyLengthLimit = bytes,
        MultipartBodyLengthLimit = others.MultipartBodyLengthLimit,
    };
}
