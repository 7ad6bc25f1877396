using Microsoft.AspNetCore.Razor.TagHelpers;

namespace JsHrss.IdP.Web;

/// <summary>Writes a text whose bars mark where a line may break: Chinese may break anywhere, so headings are cut at sense. <c>&lt;phrases text="@T["Title"]" /&gt;</c></summary>
[HtmlTargetElement("phrases", Attributes = "text", TagStructure = TagStructure.WithoutEndTag)]
public sealed class PhrasesTag : TagHelper
{
    public string Text { get; set; } = "";

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        foreach (var phrase in Text.Split('|'))
            output.Content.AppendHtml("<span class=\"phrase\">").Append(phrase).AppendHtml("</span>");
    }
}
