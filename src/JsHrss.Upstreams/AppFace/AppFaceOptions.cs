using System.Collections.Immutable;
using JsHrss.Accounts.Identifiers;
using Microsoft.Extensions.Configuration;

namespace JsHrss.Upstreams.AppFace;

/// <summary>Configuration section <c>AppFace</c>: the face service of 江苏智慧人社APP (ADR 0016). Its keys have no default.</summary>
internal sealed record AppFaceOptions
{
    /// <summary>Whether the channel is offered at all.</summary>
    public bool Enabled { get; init; }

    /// <summary>The service's name: <c>iss</c> of what it signs.</summary>
    public string Service { get; init; } = "";

    /// <summary>Files with its public keys, PEM. Two while it changes its key.</summary>
    public ImmutableArray<string> KeyFiles { get; init; } = [];

    /// <summary>Kinds of document whose holders it can check, by code.</summary>
    public ImmutableArray<string> Documents { get; init; } = ["ID", "HMP", "TWP", "HMR", "TWR", "FPR"];

    /// <summary>Our issuer: <c>aud</c> of what is for us, and where a code leads to.</summary>
    public string Issuer { get; init; } = "";

    /// <summary>Where relative file names start.</summary>
    public string BaseFolder { get; init; } = AppContext.BaseDirectory;

    public static AppFaceOptions From(IConfiguration configuration, string baseFolder)
    {
        var section = configuration.GetSection("AppFace");
        var options = new AppFaceOptions { BaseFolder = baseFolder, Issuer = configuration["Issuer"] ?? "" };
        return options with
        {
            Enabled = section.GetValue<bool>("Enabled"),
            Service = section["Service"] ?? "",
            KeyFiles = [.. section.GetSection("KeyFiles").Get<string[]>() ?? []],
            Documents = section.GetSection("Documents").Get<string[]>() is { Length: > 0 } documents ? [.. documents] : options.Documents,
        };
    }

    /// <summary>Judges everything but the keys, which <see cref="AppFaceKeys.Read"/> judges.</summary>
    /// <exception cref="InvalidOperationException">With the fault and its cure.</exception>
    public void Validate()
    {
        if (Service.Length is 0 or > 200 || !Service.All(c => c is > ' ' and < '\x7f'))
            throw new InvalidOperationException($"AppFace:Service is '{Service}'; set it to the name that the face service writes as iss, for instance https://face.app.example.cn.");
        if (KeyFiles.IsEmpty)
            throw new InvalidOperationException("AppFace:KeyFiles is not set; name the file that holds the face service's public key (EC, P-256, PEM), and a second one while it changes its key.");
        if (Documents.FirstOrDefault(code => !IdDocumentTypes.Read(code).IsOk) is { } unknown)
            throw new InvalidOperationException($"AppFace:Documents names '{unknown}'; kinds are {string.Join(", ", IdDocumentTypes.All.Select(type => type.Code()))}.");
    }
}
