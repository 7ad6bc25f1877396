using JsHrss.Accounts.FaceChecks;

namespace JsHrss.Upstreams.AppFace;

/// <summary>The face service as its configuration knows it.</summary>
internal sealed class AppFaceService(AppFaceOptions options, AppFaceKeys keys) : IAppFaceService
{
    public string Name => options.Service;

    public string Audience => options.Issuer;

    public bool HasSigned(string kid, ReadOnlySpan<byte> input, ReadOnlySpan<byte> signature) => keys.Verify(kid, input, signature);
}
