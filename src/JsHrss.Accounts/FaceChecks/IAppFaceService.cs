namespace JsHrss.Accounts.FaceChecks;

/// <summary>The face service of 江苏智慧人社APP, as far as it must be known here: who it is, to whom it speaks, and which keys are its own (ADR 0016).</summary>
public interface IAppFaceService
{
    /// <summary><c>iss</c> of its assertions.</summary>
    string Name { get; }

    /// <summary><c>aud</c> of those that are for us: our issuer.</summary>
    string Audience { get; }

    /// <summary>Whether the service signed this with its key of that name. False too where none is configured.</summary>
    /// <param name="kid">From the header; may be hostile.</param>
    /// <param name="input">What was signed.</param>
    /// <param name="signature">64 bytes, R and S.</param>
    bool HasSigned(string kid, ReadOnlySpan<byte> input, ReadOnlySpan<byte> signature);
}
