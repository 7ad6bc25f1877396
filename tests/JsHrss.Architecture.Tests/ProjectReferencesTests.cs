using System.Xml.Linq;

namespace JsHrss.Architecture.Tests;

/// <summary>A project exists only where the compiler must forbid something; these are the things it forbids.</summary>
public sealed class ProjectReferencesTests
{
    public static TheoryData<string, string[]> Allowed => new()
    {
        { "src/JsHrss.OpenId", [] },
        { "src/JsHrss.Accounts", [] },
        { "src/JsHrss.Storage", ["JsHrss.OpenId", "JsHrss.Accounts", "Microsoft.SqlServer.Server"] },
        { "src/Microsoft.SqlServer.Server", [] },
        { "src/JsHrss.Upstreams", ["JsHrss.Accounts"] },
        { "src/JsHrss.IdP", ["JsHrss.OpenId", "JsHrss.Accounts", "JsHrss.Storage", "JsHrss.Upstreams"] },
        { "src/JsHrss.IdP.Admin", [] },
        { "samples/RelyingParty", [] },
        { "samples/UpstreamSandbox", [] },
        { "samples/LocalHall", [] },
    };

    [Theory]
    [MemberData(nameof(Allowed))]
    public void A_project_references_only_what_the_architecture_allows(string folder, string[] allowed)
    {
        var references = ProjectsIn(folder).SelectMany(project => project.Descendants("ProjectReference"))
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));
        Assert.Empty(references.Except(allowed));
    }

    [Fact]
    public void The_domain_uses_the_base_class_library_alone()
    {
        var project = Assert.Single(ProjectsIn("src/JsHrss.Accounts"));
        Assert.Empty(project.Descendants("PackageReference"));
        Assert.Empty(project.Descendants("FrameworkReference"));
    }

    [Fact]
    public void Every_project_folder_of_the_product_has_its_rule() =>
        Assert.Empty(Repository.Files("src", ".csproj").Concat(Repository.Files("samples", ".csproj"))
            .Select(file => Path.GetDirectoryName(file.Path)!.Replace('\\', '/'))
            .Except(Allowed.Select(row => row.Data.Item1)));

    private static IEnumerable<XDocument> ProjectsIn(string folder) => Repository.Files(folder, ".csproj").Select(file => XDocument.Parse(file.Text));
}
