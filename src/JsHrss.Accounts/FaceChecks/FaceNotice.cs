using System.Buffers.Text;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace JsHrss.Accounts.FaceChecks;

/// <summary>《人脸识别告知同意书》: what a person is told before each check, and agrees to by ticking a box that is empty each time (REG-18, REG-19, REG-30).</summary>
/// <remarks>A changed sentence is a new <see cref="Version"/>: what was agreed to is kept by version and digest, and must be found again.</remarks>
public static class FaceNotice
{
    /// <summary>Stable code of the text, as consents keep it.</summary>
    public const string Document = "face-notice";

    /// <summary>Version of both languages' texts.</summary>
    public const int Version = 1;

    /// <summary>中文, the one that counts.</summary>
    public static NoticeText Chinese { get; } = FaceNoticeTexts.Chinese;

    /// <summary>English, for whoever reads it better.</summary>
    public static NoticeText English { get; } = FaceNoticeTexts.English;

    /// <summary>Consent given now, to the text in the language that was shown.</summary>
    /// <param name="text"><see cref="Chinese"/> or <see cref="English"/>.</param>
    /// <param name="now">UTC.</param>
    public static GivenConsent Agree(NoticeText text, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new GivenConsent(Document, Version, text.Digest, now);
    }

    /// <summary>What a form carries of the text that stands beside its box.</summary>
    public static string MarkOf(NoticeText text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return string.Create(CultureInfo.InvariantCulture, $"{Version}.{Base64Url.EncodeToString(text.Digest.Span)}");
    }

    /// <summary>Consent given now, to the text that was shown. Null: that one is none of those that count now, and another must be shown first (REG-30).</summary>
    /// <param name="shown">As <see cref="MarkOf"/> wrote it into the form; may be hostile.</param>
    /// <param name="now">UTC.</param>
    public static GivenConsent? Agree(string shown, DateTimeOffset now) =>
        shown == MarkOf(Chinese) ? Agree(Chinese, now) : shown == MarkOf(English) ? Agree(English, now) : null;

    /// <summary>Whether a consent is to the text that is shown now, and was given for the attempt that is begun now and no earlier one.</summary>
    public static bool IsCurrent(GivenConsent consent, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(consent);
        return consent is { Document: Document, Version: Version }
            && consent.At <= now && now - consent.At < FaceCheck.Window
            && (consent.Digest.Span.SequenceEqual(Chinese.Digest.Span) || consent.Digest.Span.SequenceEqual(English.Digest.Span));
    }
}

/// <summary>A text that people agree to.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Lead">The sentence before the first part.</param>
/// <param name="Parts">In order.</param>
public sealed record NoticeText(string Title, string Lead, ImmutableArray<NoticePart> Parts)
{
    /// <summary>SHA-256 over the whole text, UTF-8, a line each: what was shown can be told from what is shown later.</summary>
    public ReadOnlyMemory<byte> Digest { get; } = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', [Title, Lead, .. Parts.SelectMany(part => new[] { part.Heading, part.Text })])));
}

/// <summary>One numbered part.</summary>
/// <param name="Heading">Its heading.</param>
/// <param name="Text">One paragraph.</param>
public sealed record NoticePart(string Heading, string Text);
